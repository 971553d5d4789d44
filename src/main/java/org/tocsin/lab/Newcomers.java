package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The enrolment desk at which a campaign brings its own organisations in, or takes one over, before
 * the stream begins.
 */
final class Newcomers {

  private static final int FIRST_OWN_PREFIX = 1 << 26;

  private final World world;
  private final int budget;
  private final List<Organisation> joined = new ArrayList<>();
  private final BitSet compromised = new BitSet();
  private int agents;
  private int prefixes = FIRST_OWN_PREFIX;

  Newcomers(World world, double share) {
    this.world = world;
    this.budget = (int) Math.round(share * world.agents().size());
    this.agents = world.agents().size();
  }

  /** Returns how many agents the attacker can pay for: its share of the honest agents. */
  int budget() {
    return budget;
  }

  /**
   * Enrols an organisation with one agent for each network named, each in a /24 of its own.
   *
   * @param enrolledAt when, in seconds since the stream began
   */
  Organisation enrol(long enrolledAt, int... asns) {
    int id = world.organisations().size() + joined.size();
    List<Agent> machines = new ArrayList<>();
    for (int asn : asns) {
      machines.add(new Agent(agents++, id, asn, prefixes++));
    }
    Organisation organisation = new Organisation(id, false, false, enrolledAt, machines);
    joined.add(organisation);
    return organisation;
  }

  /** Takes an organisation over: from now on it does not count as honest. */
  Organisation compromise(int organisation) {
    compromised.set(organisation);
    return world.organisations().get(organisation);
  }

  /** Returns this many different networks of the world. */
  int[] networks(int count, SplittableRandom random) {
    int[] all = world.networks();
    for (int i = 0; i < Math.min(count, all.length); i++) {
      int other = i + random.nextInt(all.length - i);
      int swap = all[i];
      all[i] = all[other];
      all[other] = swap;
    }
    return Arrays.copyOf(all, Math.min(count, all.length));
  }

  List<Organisation> joined() {
    return List.copyOf(joined);
  }

  /** Returns the organisations that are not honest: those that joined and those taken over. */
  BitSet dishonest() {
    BitSet all = (BitSet) compromised.clone();
    joined.forEach(each -> all.set(each.id()));
    return all;
  }
}
