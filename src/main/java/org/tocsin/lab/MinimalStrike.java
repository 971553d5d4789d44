package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A8: as few accomplices as can be. Every victim is tried with one accomplice fewer than a floor in
 * use asks for, a day later with exactly as many, a day later with one more, each in a network of
 * its own.
 *
 * <p>Beyond the table: the floors tried are 2, 3 and 5; the accomplices are real sensors, the most
 * seeing first, since a word without trust beats no floor; each victim has its own set of them, so
 * that no clique shows; an accomplice outside the set looks at the list it is served, and nobody is
 * added once the victim is on it. The set keeps its lie up to the end.
 */
final class MinimalStrike implements Scheme {

  static final int[] FLOORS = {2, 3, 5};
  private static final long STEP = Timeline.DAY;
  private static final long AGAIN = 20 * Timeline.HOUR;
  private static final long SPREAD = 8 * Timeline.HOUR;

  private final Crew crew;
  private final Sensors sensors;
  private final int[] victims;
  private final long begins;
  private final SplittableRandom random;
  private final List<List<Agent>> accomplices = new ArrayList<>();
  private long nextStep;
  private long nextRound;

  MinimalStrike(World world, Newcomers newcomers, SplittableRandom random) {
    this.crew =
        Crew.enrol(
            newcomers,
            newcomers.networks(SensorFarm.NETWORKS, random),
            0,
            SensorFarm.lastJoins(world));
    this.sensors = new Sensors(world, crew, random.split());
    this.victims = world.addresses(Nature.VICTIM);
    this.begins = world.timeline().strikeSecond();
    this.nextStep = begins;
    this.nextRound = begins;
    this.random = random;
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (Scheme.beginsDay(from)) {
      sensors.plan(Scheme.dayOf(from), agenda);
    }
    while (nextRound < until) {
      boolean escalates = nextRound >= nextStep;
      if (escalates) {
        escalate(sight);
        nextStep += STEP;
      }
      lie(agenda);
      nextRound = Math.min(nextRound + AGAIN, escalates ? nextStep : Long.MAX_VALUE);
    }
  }

  private void escalate(Sight sight) {
    if (accomplices.isEmpty()) {
      begin();
      return;
    }
    Crew best = sensors.bestFirst();
    for (int i = 0; i < victims.length; i++) {
      List<Agent> set = accomplices.get(i);
      if (set.size() <= FLOORS[i % FLOORS.length] && !onTheList(victims[i], set, sight)) {
        accomplices.set(i, best.spread(set.size() + 1, offset(i)));
      }
    }
  }

  private void begin() {
    Crew best = sensors.bestFirst();
    for (int i = 0; i < victims.length; i++) {
      accomplices.add(best.spread(FLOORS[i % FLOORS.length] - 1, offset(i)));
    }
  }

  /** Starts each set somewhere else, among the better half while there are enough. */
  private int offset(int victim) {
    int better = Math.max(1, crew.agents().size() / 2);
    return victim * (FLOORS[FLOORS.length - 1] + 1) % better;
  }

  private boolean onTheList(int victim, List<Agent> set, Sight sight) {
    return sight.listed(victim)
        || crew.agents().stream()
            .filter(agent -> !set.contains(agent))
            .limit(FLOORS.length)
            .anyMatch(spy -> sight.delivered(victim, spy.organisation()));
  }

  private void lie(Agenda agenda) {
    for (int i = 0; i < victims.length; i++) {
      for (Agent agent : accomplices.get(i)) {
        long at = nextRound + random.nextLong(SPREAD);
        agenda.add(Report.by(agent, at, victims[i], Crew.story(victims[i])));
      }
    }
  }
}
