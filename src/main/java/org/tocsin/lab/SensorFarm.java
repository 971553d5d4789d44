package org.tocsin.lab;

import java.util.SplittableRandom;

/**
 * A4 and A5: machines with real sensors that report truly for thirty to forty-two days, in forty
 * networks or in one, and then report every victim together.
 *
 * <p>Beyond the table: they join over twelve days, so that no week of enrolment stands out; they
 * pass on to each other what will be confirmed anyway, as {@link Sensors} says; they report truly
 * through the strike, so that neither trust nor neighbourhood ages and their volume rises less; and
 * the strike is kept up to the end. In one network they take the most crowded, where a rule against
 * the network hurts the honest most.
 */
final class SensorFarm implements Scheme {

  static final int NETWORKS = 40;
  static final double LAST_JOINS = 12;

  private final Sensors sensors;
  private final Barrage barrage;

  private SensorFarm(World world, Newcomers newcomers, int[] networks, SplittableRandom random) {
    Crew crew = Crew.enrol(newcomers, networks, 0, lastJoins(world));
    sensors = new Sensors(world, crew, random.split());
    barrage = Barrage.onVictims(world, crew, random);
  }

  static SensorFarm distributed(World world, Newcomers newcomers, SplittableRandom random) {
    return new SensorFarm(world, newcomers, newcomers.networks(NETWORKS, random), random);
  }

  static SensorFarm inOneNetwork(World world, Newcomers newcomers, SplittableRandom random) {
    return new SensorFarm(world, newcomers, new int[] {Crew.mostCrowded(world)}, random);
  }

  /** Returns the day on which the last patient machine joins, earlier in a shorter world. */
  static double lastJoins(World world) {
    return Math.min(LAST_JOINS, world.timeline().strike() / 4.0);
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (Scheme.beginsDay(from)) {
      sensors.plan(Scheme.dayOf(from), agenda);
    }
    barrage.plan(until, agenda);
  }
}
