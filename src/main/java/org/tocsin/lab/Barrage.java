package org.tocsin.lab;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A strike of all at once that is kept up. It comes back after six hours, which outlasts rules that
 * want reports to be hours apart, and then every twenty, so that no vote ever begins to fade.
 */
final class Barrage {

  private static final long SPREAD = Timeline.HOUR;
  private static final long SECOND = 6 * Timeline.HOUR;
  private static final long AGAIN = 20 * Timeline.HOUR;

  private final List<Agent> agents;
  private final int[] targets;
  private final SplittableRandom random;
  private long next;
  private boolean first = true;

  Barrage(List<Agent> agents, int[] targets, long begins, SplittableRandom random) {
    this.agents = List.copyOf(agents);
    this.targets = targets.clone();
    this.next = begins;
    this.random = random;
  }

  /** Returns the strike of a crew on all victims at the time set for it. */
  static Barrage onVictims(World world, Crew crew, SplittableRandom random) {
    return new Barrage(
        crew.agents(),
        world.addresses(Nature.VICTIM),
        world.timeline().strikeSecond(),
        random.split());
  }

  /** Puts on the agenda what begins before {@code until}. */
  void plan(long until, Agenda agenda) {
    while (next < until) {
      for (Agent agent : agents) {
        for (int target : targets) {
          agenda.add(Report.by(agent, next + random.nextLong(SPREAD), target, Crew.story(target)));
        }
      }
      next += first ? SECOND : AGAIN;
      first = false;
    }
  }
}
