package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.lab.Draw.Purpose;

/**
 * Draws what harmless addresses trip on a day. Crawlers reach 5 to 30 organisations a day; a
 * monitor watches some fixed organisations and trips one now and then; behind a shared egress a few
 * subscribers do attack; and honest agents are wrong about people at home: 3 % of agents three
 * times a day, the others once in a month.
 */
final class Benign {

  private static final int LEAST_CRAWLED = 5;
  private static final int MOST_CRAWLED = 30;
  private static final int WATCHED = 12;
  private static final double LEAST_TRIPPED = 0.1;
  private static final double MOST_TRIPPED = 2;
  private static final double LEAST_ABUSE = 0.5;
  private static final double MOST_ABUSE = 4;
  private static final double NOISY = 0.03;
  private static final double MISTAKES_OF_NOISY = 3;
  private static final double MISTAKES = 0.03;

  private final World world;
  private final KindMix kinds;
  private final int[] crawlers;
  private final int[] monitors;
  private final int[] egresses;
  private final int[] users;
  private final List<int[]> watched = new ArrayList<>();
  private final int[] noisy;

  Benign(World world) {
    this.world = world;
    this.kinds = new KindMix(world.variant().lowConfidence());
    this.crawlers = world.addresses(Nature.CRAWLER);
    this.monitors = world.addresses(Nature.MONITOR);
    this.egresses = world.addresses(Nature.SHARED_EGRESS);
    this.users = world.addresses(Nature.USER);
    for (int monitor = 0; monitor < monitors.length; monitor++) {
      Draw draw = Draw.of(world.seed(), Purpose.MONITORS, monitor);
      watched.add(draw.generator().ints(WATCHED, 0, world.organisations().size()).toArray());
    }
    Draw draw = Draw.of(world.seed(), Purpose.MISTAKES);
    this.noisy =
        world.agents().stream().filter(any -> draw.chance(NOISY)).mapToInt(Agent::id).toArray();
  }

  void day(int day, List<Report> into) {
    crawl(day, into);
    monitor(day, into);
    abuse(day, into);
    Draw draw = Draw.of(world.seed(), Purpose.MISTAKES, day);
    for (int i = draw.poisson(noisy.length * MISTAKES_OF_NOISY); i > 0; i--) {
      mistake(noisy[draw.below(noisy.length)], draw, day, into);
    }
    int careful = world.agents().size() - noisy.length;
    for (int i = draw.poisson(careful * MISTAKES); i > 0; i--) {
      mistake(draw.below(world.agents().size()), draw, day, into);
    }
  }

  private void mistake(int agent, Draw draw, int day, List<Report> into) {
    int user = users[draw.below(users.length)];
    Agent reporter = world.agents().get(agent);
    into.add(Report.by(reporter, within(day, draw), user, kinds.hostile(draw)));
  }

  private static long within(int day, Draw draw) {
    return day * Timeline.DAY + draw.below((int) Timeline.DAY);
  }

  private void crawl(int day, List<Report> into) {
    int most = Math.max(LEAST_CRAWLED, Math.min(MOST_CRAWLED, world.organisations().size() / 4));
    for (int crawler = 0; crawler < crawlers.length; crawler++) {
      Draw habit = Draw.of(world.seed(), Purpose.CRAWLERS, crawler);
      int reach = LEAST_CRAWLED + habit.below(most - LEAST_CRAWLED + 1);
      Draw draw = Draw.of(world.seed(), Purpose.CRAWLERS, crawler, day);
      for (int i = 0; i < reach; i++) {
        Agent reporter = anyAgentOf(draw.below(world.organisations().size()), draw);
        into.add(Report.by(reporter, within(day, draw), crawlers[crawler], KindMix.harmless(draw)));
      }
    }
  }

  private void monitor(int day, List<Report> into) {
    for (int monitor = 0; monitor < monitors.length; monitor++) {
      Draw habit = Draw.of(world.seed(), Purpose.MONITORS, monitor, -1);
      double tripped = habit.between(LEAST_TRIPPED, MOST_TRIPPED);
      Draw draw = Draw.of(world.seed(), Purpose.MONITORS, monitor, day);
      for (int i = draw.poisson(tripped); i > 0; i--) {
        Agent reporter = anyAgentOf(watched.get(monitor)[draw.below(WATCHED)], draw);
        into.add(Report.by(reporter, within(day, draw), monitors[monitor], KindMix.harmless(draw)));
      }
    }
  }

  private void abuse(int day, List<Report> into) {
    for (int egress = 0; egress < egresses.length; egress++) {
      Draw habit = Draw.of(world.seed(), Purpose.SHARED_EGRESSES, egress);
      double rate = habit.between(LEAST_ABUSE, MOST_ABUSE);
      Draw draw = Draw.of(world.seed(), Purpose.SHARED_EGRESSES, egress, day);
      for (int i = draw.poisson(rate); i > 0; i--) {
        Agent reporter = world.agents().get(draw.below(world.agents().size()));
        into.add(Report.by(reporter, within(day, draw), egresses[egress], kinds.hostile(draw)));
      }
    }
  }

  private Agent anyAgentOf(int organisation, Draw draw) {
    List<Agent> agents = world.organisations().get(organisation).agents();
    return agents.get(draw.below(agents.size()));
  }
}
