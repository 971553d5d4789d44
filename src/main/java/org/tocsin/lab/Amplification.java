package org.tocsin.lab;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A9: the attacker waits until somebody truly sees, or honestly mistakes, an address that many
 * innocents share or that it wants blocked, and then has its machines say the same.
 *
 * <p>Beyond the table: the machines are real sensors, trusted as far as they can be. The attacker
 * is taken to know of every honest sighting at once, which is as good as naming everybody all the
 * time and costs fewer reports. On shared egresses and victims the whole crew piles on and keeps on
 * for three days after the last true sighting; on people at home, crawlers and monitors a handful,
 * for two days.
 */
final class Amplification implements Scheme {

  private static final int HANDFUL = 6;
  private static final long FOLLOWS = 20 * 60;
  private static final long SPREAD = 6 * Timeline.HOUR;
  private static final long AGAIN = 20 * Timeline.HOUR;
  private static final long LONG = 3 * Timeline.DAY;
  private static final long SHORT = 2 * Timeline.DAY;

  private final World world;
  private final Crew crew;
  private final Sensors sensors;
  private final SplittableRandom random;
  private final Map<Integer, Long> lastSeen = new HashMap<>();
  private final Map<Integer, Long> lastPile = new HashMap<>();
  private int turn;

  Amplification(World world, Newcomers newcomers, SplittableRandom random) {
    this.world = world;
    this.crew =
        Crew.enrol(
            newcomers,
            newcomers.networks(SensorFarm.NETWORKS, random),
            0,
            SensorFarm.lastJoins(world));
    this.sensors = new Sensors(world, crew, random.split());
    this.random = random;
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (!Scheme.beginsDay(from)) {
      return;
    }
    int day = Scheme.dayOf(from);
    sensors.plan(day, agenda);
    if (day < world.timeline().strike()) {
      return;
    }
    long midnight = from + Timeline.DAY;
    keepUp(from, midnight, agenda);
    for (Report report : world.day(day)) {
      if (worth(report)) {
        lastSeen.put(report.address(), report.at());
        Long before = lastPile.get(report.address());
        if (before == null || report.at() - before >= AGAIN) {
          pileOn(report.address(), report.at() + FOLLOWS, agenda);
        }
      }
    }
  }

  /** Goes on with what was seen yesterday and before, whether or not it is seen today. */
  private void keepUp(long from, long midnight, Agenda agenda) {
    List<Map.Entry<Integer, Long>> known =
        lastPile.entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry::getKey))
            .map(each -> Map.entry(each.getKey(), each.getValue()))
            .toList();
    for (Map.Entry<Integer, Long> each : known) {
      int address = each.getKey();
      long next = Math.max(from, each.getValue() + AGAIN);
      long ends = lastSeen.getOrDefault(address, 0L) + (everybody(address) ? LONG : SHORT);
      if (next < Math.min(midnight, ends)) {
        pileOn(address, next, agenda);
      }
    }
  }

  private void pileOn(int address, long at, Agenda agenda) {
    lastPile.put(address, at);
    List<Agent> agents = everybody(address) ? crew.agents() : crew.spread(HANDFUL, turn += HANDFUL);
    for (Agent agent : agents) {
      agenda.add(Report.by(agent, at + random.nextLong(SPREAD), address, Crew.story(address)));
    }
  }

  private boolean worth(Report report) {
    return report.kind().confidence() > 1
        && world.natureOf(report.address()) != Nature.ATTACKER
        && world.natureOf(report.address()) != Nature.UNKNOWN;
  }

  private boolean everybody(int address) {
    Nature nature = world.natureOf(address);
    return nature == Nature.SHARED_EGRESS || nature == Nature.VICTIM;
  }
}
