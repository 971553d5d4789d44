package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A7: machines that re-send old signals, each of them twice.
 *
 * <p>Beyond the table: a signal that carries its old time or its old number is refused or dropped
 * before it is ever evidence, so a sensible attacker writes today's time and a new number on it.
 * What is left is the lie that an attacker of three to thirty days ago is at it again. They were
 * real sensors until the strike, so what they re-send once was true and their word has earned what
 * it can; six of different organisations re-send the same. Nobody innocent is named: the gain is
 * that what ended does not leave the list, and comes back on it.
 */
final class Replays implements Scheme {

  static final int A_DAY = 20;
  private static final int COPIES = 2;
  private static final int TOGETHER = 6;
  private static final long YOUNGEST = 3 * Timeline.DAY;
  private static final long OLDEST = 30 * Timeline.DAY;

  private final Crew crew;
  private final Sensors sensors;
  private final long begins;
  private final SplittableRandom random;
  private final Map<Integer, Report> last = new HashMap<>();

  Replays(World world, Newcomers newcomers, SplittableRandom random) {
    this.crew =
        Crew.enrol(
            newcomers,
            newcomers.networks(SensorFarm.NETWORKS, random),
            0,
            SensorFarm.lastJoins(world));
    this.sensors = new Sensors(world, crew, random.split());
    this.begins = world.timeline().strikeSecond();
    this.random = random;
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (!Scheme.beginsDay(from)) {
      return;
    }
    if (from >= begins) {
      resend(from, agenda);
    }
    for (Report report : sensors.plan(Scheme.dayOf(from), agenda)) {
      last.merge(report.address(), report, (old, fresh) -> old.at() > fresh.at() ? old : fresh);
    }
  }

  private void resend(long now, Agenda agenda) {
    List<Report> over = over(now);
    if (over.isEmpty()) {
      return;
    }
    List<Agent> agents = crew.agents();
    for (int i = 0; i < agents.size(); i++) {
      int group = i / TOGETHER;
      for (int j = 0; j < Math.min(A_DAY, over.size()); j++) {
        Report old = over.get((group * A_DAY + j) % over.size());
        long at = now + random.nextLong(Timeline.DAY - COPIES);
        for (int copy = 0; copy < COPIES; copy++) {
          agenda.add(Report.by(agents.get(i), at + copy, old.address(), old.kind()));
        }
      }
    }
  }

  /** Returns what was seen last long enough ago to be over, the latest first. */
  private List<Report> over(long now) {
    List<Report> over = new ArrayList<>();
    for (Report report : last.values()) {
      long age = now - report.at();
      if (age >= YOUNGEST && age <= OLDEST && report.kind().confidence() > 1) {
        over.add(report);
      }
    }
    over.sort(Comparator.comparingLong(Report::at).reversed().thenComparingInt(Report::address));
    return over;
  }
}
