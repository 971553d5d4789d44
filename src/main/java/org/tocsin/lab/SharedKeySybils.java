package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A1: machines that share keys, fifty a key at most, in three networks, joining the day before they
 * all report every victim.
 *
 * <p>Beyond the table: there are never fewer than three keys, since many lists ask for three
 * organisations and a key costs nothing; and the strike is kept up to the end.
 */
final class SharedKeySybils implements Scheme {

  static final int MACHINES_A_KEY = 50;
  static final int NETWORKS = 3;
  private static final int FEWEST_KEYS = 3;

  private final Barrage barrage;

  SharedKeySybils(World world, Newcomers newcomers, SplittableRandom random) {
    int machines = newcomers.budget();
    int[] networks = newcomers.networks(NETWORKS, random);
    int keys =
        Math.min(machines, Math.max(FEWEST_KEYS, (machines + MACHINES_A_KEY - 1) / MACHINES_A_KEY));
    long joins = world.timeline().strikeSecond() - Timeline.DAY;
    List<Organisation> joined = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      int[] places = new int[machines / keys + (key < machines % keys ? 1 : 0)];
      for (int i = 0; i < places.length; i++) {
        places[i] = networks[(key + i) % networks.length];
      }
      joined.add(newcomers.enrol(joins, places));
    }
    barrage = Barrage.onVictims(world, Crew.of(joined), random);
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    barrage.plan(until, agenda);
  }
}
