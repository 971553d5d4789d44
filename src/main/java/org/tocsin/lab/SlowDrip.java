package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A12: machines with real sensors, each of which lies once a week, and a third of which take a new
 * key after their first lie.
 *
 * <p>Beyond the table: every lie has six voices in as many networks within a day, since one voice
 * moves no floor, and other six each week, so that no set of organisations is ever seen to carry
 * more than one such address. The dripping begins two weeks before other campaigns strike. The
 * machines that change their keys are counted twice, so the attacker never has more machines than
 * it pays for; under the new key they report truly again until they have had the time to be
 * trusted.
 */
final class SlowDrip implements Scheme {

  static final int TOGETHER = 6;
  private static final int WEEK = 7;
  private static final int EARLIER = 14;
  private static final int PROBATION = 14;

  private final World world;
  private final Sensors firstKeys;
  private final Sensors newKeys;
  private final Crew keep;
  private final Crew burnt;
  private final Crew renewed;
  private final SplittableRandom random;
  private final int firstDay;

  SlowDrip(World world, Newcomers newcomers, SplittableRandom random) {
    this.world = world;
    this.random = random;
    int rotating = newcomers.budget() / 3;
    int machines = newcomers.budget() - rotating;
    int[] networks = newcomers.networks(SensorFarm.NETWORKS, random);
    firstDay = Math.max(1, world.timeline().strike() - EARLIER);
    Crew first =
        Crew.enrol(
            newcomers, machines, networks, 0, Math.min(firstDay / 2.0, SensorFarm.LAST_JOINS));
    renewed = Crew.enrol(newcomers, rotating, networks, firstDay + 1.0, firstDay + 1.0);
    burnt = first.first(rotating);
    keep = first.from(rotating);
    firstKeys = new Sensors(world, first, random.split());
    newKeys = new Sensors(world, renewed, random.split());
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (!Scheme.beginsDay(from)) {
      return;
    }
    int day = Scheme.dayOf(from);
    firstKeys.plan(day, agenda);
    newKeys.plan(day, agenda);
    if (day >= firstDay) {
      drip(day, from, agenda);
    }
  }

  private void drip(int day, long from, Agenda agenda) {
    int[] victims = world.addresses(Nature.VICTIM);
    int week = (day - firstDay) / WEEK;
    List<Agent> liars = liars(day, week);
    int groups = (liars.size() + TOGETHER - 1) / TOGETHER;
    for (int group = (day - firstDay) % WEEK; group < groups; group += WEEK) {
      int victim = victims[(group + week * groups) % victims.length];
      for (int i = 0; i < Math.min(TOGETHER, liars.size()); i++) {
        Agent agent = liars.get((group * TOGETHER + i) % liars.size());
        long at = from + random.nextLong(Timeline.DAY);
        agenda.add(Report.by(agent, at, victim, Crew.story(victim)));
      }
    }
  }

  /** Returns who lies this week, in an order in which neighbours of last week are apart. */
  private List<Agent> liars(int day, int week) {
    List<Agent> all = new ArrayList<>(keep.agents());
    if (week == 0) {
      all.addAll(burnt.agents());
    }
    if (day > firstDay + PROBATION) {
      all.addAll(renewed.agents());
    }
    List<Agent> apart = new ArrayList<>();
    int stride = week + 1;
    for (int start = 0; start < stride; start++) {
      for (int i = start; i < all.size(); i += stride) {
        apart.add(all.get(i));
      }
    }
    return apart;
  }
}
