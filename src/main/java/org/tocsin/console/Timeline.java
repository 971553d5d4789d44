package org.tocsin.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When each organisation saw an address, as a drawing: a row for each, marked by its network. Ages
 * are kept in steps, so each end is the oldest that it may be. The table of votes says the same.
 *
 * @param rows the heaviest votes
 * @param ticks marks of time, from the left
 * @param left how many votes are not drawn
 * @param summary what is to be seen, in a sentence
 */
record Timeline(List<Row> rows, List<Tick> ticks, int left, String summary) {

  static final int WIDTH = 720;

  private static final int PLOT = 150;
  private static final int MARGIN = 20;
  private static final int ROW = 20;
  private static final int TOP = 14;
  private static final int MOST = 40;
  private static final int CLASSES = 8;
  private static final int DAY = 24;
  private static final Pattern STEP = Pattern.compile("<(\\d{1,4})([hd])");

  /**
   * The vote of an organisation.
   *
   * @param label who, and in which network
   * @param look the class its network is drawn with
   * @param first where the line begins
   * @param last where it ends
   * @param y how far down
   */
  record Row(String label, String look, int first, int last, int y) {}

  /** A mark of time. */
  record Tick(String label, int x) {}

  static Timeline of(Evidence evidence) {
    List<Evidence.Vote> votes = evidence.votes();
    List<Evidence.Vote> drawn = votes.subList(0, Math.min(MOST, votes.size()));
    int oldest = drawn.stream().mapToInt(Timeline::first).max().orElse(0);
    int span = Math.max(DAY, oldest);
    Map<String, Integer> networks = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (Evidence.Vote vote : drawn) {
      int network = networks.computeIfAbsent(vote.network(), name -> networks.size());
      rows.add(
          new Row(
              "#" + vote.rank() + ", network " + vote.network(),
              "net" + network % CLASSES,
              x(first(vote), span),
              x(hours(vote.age()), span),
              TOP + ROW / 2 + rows.size() * ROW));
    }
    return new Timeline(
        rows,
        ticks(span),
        votes.size() - drawn.size() + evidence.more(),
        evidence.organisations()
            + " organisations in "
            + evidence.networks()
            + " networks, seen within the last "
            + (span <= DAY ? "day" : span / DAY + " days"));
  }

  /** What was not kept of old cases is taken to be as old as what was last seen. */
  private static int first(Evidence.Vote vote) {
    return Math.max(hours(vote.first()), hours(vote.age()));
  }

  private static int hours(String step) {
    Matcher matcher = STEP.matcher(step);
    if (!matcher.matches()) {
      return 0;
    }
    return Integer.parseInt(matcher.group(1)) * (matcher.group(2).equals("d") ? DAY : 1);
  }

  private static int x(int hoursAgo, int span) {
    return WIDTH - MARGIN - (WIDTH - PLOT - MARGIN) * Math.min(hoursAgo, span) / span;
  }

  private static List<Tick> ticks(int span) {
    if (span <= DAY) {
      return List.of(
          new Tick("1 day ago", x(DAY, span)),
          new Tick("12 h", x(DAY / 2, span)),
          new Tick("now", x(0, span)));
    }
    int days = span / DAY;
    int step = (days + 7) / 8;
    List<Tick> ticks = new ArrayList<>();
    for (int day = days / step * step; day > 0; day -= step) {
      ticks.add(new Tick(day + " d", x(day * DAY, span)));
    }
    ticks.add(new Tick("now", x(0, span)));
    return ticks;
  }

  int width() {
    return WIDTH;
  }

  /** Returns where the line of time is. */
  int axis() {
    return TOP + rows.size() * ROW;
  }

  int height() {
    return axis() + ROW + 4;
  }
}
