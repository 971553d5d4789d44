package org.tocsin.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.page.Refusal;

/**
 * Agents as their page shows them.
 *
 * @param organisation whose
 * @param part which of them
 * @param rows the agents
 * @param next where the next page begins
 * @param administers whether the visitor may block them
 */
record AgentsView(
    Organisation organisation,
    Part part,
    List<Row> rows,
    Optional<String> next,
    boolean administers) {

  private static final Pattern PLACE = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})");

  /**
   * An agent.
   *
   * @param agent the agent
   * @param release which release it has, and how many came after it
   * @param stale whether it was not seen for a day
   */
  record Row(Fleet.AgentStatus agent, String release, boolean stale) {}

  /**
   * Which agents are looked at.
   *
   * @param which of which kind
   * @param after behind which place
   */
  record Part(Fleet.Which which, Fleet.Place after) {

    static Part of(String which, String after) {
      Fleet.Which wanted =
          which.isEmpty()
              ? Fleet.Which.ALL
              : Arrays.stream(Fleet.Which.values())
                  .filter(one -> name(one).equals(which))
                  .findFirst()
                  .orElseThrow(() -> new Refusal(400, "'which' must be all, stale or blocked."));
      return new Part(wanted, after.isEmpty() ? Fleet.Place.START : place(after));
    }

    private static Fleet.Place place(String text) {
      Matcher matcher = PLACE.matcher(text);
      if (!matcher.matches()) {
        throw new Refusal(400, "'after' must be from a link of this page.");
      }
      return new Fleet.Place(
          Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    static String text(Fleet.Place place) {
      return place.hour() + "." + place.id();
    }

    static String name(Fleet.Which which) {
      return which.name().toLowerCase(Locale.ROOT);
    }

    String name() {
      return name(which);
    }

    String place() {
      return text(after);
    }
  }
}
