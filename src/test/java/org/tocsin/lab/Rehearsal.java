package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A campaign played into the air: what it says, and with whom, while it sees a given list. */
final class Rehearsal {

  /** A month in which patient machines have twenty-one days. */
  static final Timeline MONTH = new Timeline(34, 14, 24);

  static final double BUDGET = 0.30;

  /** Nobody is ever served anything. */
  static final Sight NOTHING = new FixedList();

  private final World world;
  private final Newcomers newcomers;
  private final List<Report> said = new ArrayList<>();

  private Rehearsal(World world, double budget) {
    this.world = world;
    this.newcomers = new Newcomers(world, budget);
  }

  static World world(long seed) {
    return World.of(WorldSize.TINY, Variant.STANDARD, MONTH, seed);
  }

  static Rehearsal of(Attack attack, World world, double budget, Sight sight, long seed) {
    Rehearsal rehearsal = new Rehearsal(world, budget);
    Campaign campaign = attack.campaign();
    campaign.join(world, rehearsal.newcomers, new SplittableRandom(seed));
    for (long from = 0; from < world.timeline().end(); from += Timeline.TICK) {
      for (Report report : campaign.reports(from, from + Timeline.TICK, sight)) {
        if (report.at() < from || report.at() >= from + Timeline.TICK) {
          throw new AssertionError(report + " does not belong to the tick from " + from);
        }
        rehearsal.said.add(report);
      }
    }
    return rehearsal;
  }

  static Rehearsal of(Attack attack) {
    return of(attack, world(1), BUDGET, NOTHING, 7);
  }

  World world() {
    return world;
  }

  List<Report> said() {
    return said;
  }

  List<Report> before(int day) {
    return said.stream().filter(report -> report.at() < day * Timeline.DAY).toList();
  }

  List<Report> lies() {
    return said.stream()
        .filter(report -> world.natureOf(report.address()) == Nature.VICTIM)
        .filter(report -> dishonest().get(report.organisation()))
        .toList();
  }

  List<Organisation> joined() {
    return newcomers.joined();
  }

  int budget() {
    return newcomers.budget();
  }

  BitSet dishonest() {
    return newcomers.dishonest();
  }

  /** Returns the agents that are the attacker's, those of an organisation taken over included. */
  List<Agent> theirs() {
    return Stream.concat(world.organisations().stream(), joined().stream())
        .filter(each -> dishonest().get(each.id()))
        .flatMap(each -> each.agents().stream())
        .collect(Collectors.toList());
  }

  /** A list that never changes. */
  static final class FixedList implements Sight {

    private final int[] addresses;

    FixedList(int... addresses) {
      this.addresses = addresses.clone();
    }

    @Override
    public boolean listed(int address) {
      return Arrays.stream(addresses).anyMatch(each -> each == address);
    }

    @Override
    public boolean delivered(int address, int organisation) {
      return listed(address);
    }

    @Override
    public int[] deliveredTo(int organisation) {
      return addresses.clone();
    }
  }
}
