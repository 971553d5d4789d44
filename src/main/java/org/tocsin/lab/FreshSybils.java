package org.tocsin.lab;

import java.util.SplittableRandom;

/**
 * A2: a key for each machine, in twenty networks, joining the day before they all report every
 * victim. Beyond the table: the strike is kept up to the end.
 */
final class FreshSybils implements Scheme {

  static final int NETWORKS = 20;

  private final Barrage barrage;

  FreshSybils(World world, Newcomers newcomers, SplittableRandom random) {
    double dayBefore = world.timeline().strike() - 1.0;
    Crew crew = Crew.enrol(newcomers, newcomers.networks(NETWORKS, random), dayBefore, dayBefore);
    barrage = Barrage.onVictims(world, crew, random);
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    barrage.plan(until, agenda);
  }
}
