package org.tocsin.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tocsin.address.Prefix;
import org.tocsin.lab.Draw.Purpose;

/** A made-up community and its surroundings, with the truth about every address. Immutable. */
final class World {

  /** How many agents are hit together. */
  static final int GROUP_SIZE = 6;

  private static final int CRAWLERS = 30;
  private static final int MONITORS = 20;
  private static final int SHARED_EGRESSES = 40;
  private static final int USERS_IN_RANGE = 200;

  /** Of those who are not anchors, how many block what they are handed; assumed. */
  private static final double ENFORCING = 0.9;

  private final WorldSize size;
  private final Variant variant;
  private final Timeline timeline;
  private final long seed;
  private final List<Organisation> organisations;
  private final List<Agent> agents;
  private final int[][] groups;
  private final List<Attacker> attackers;
  private final List<Prefix> allowlist = new ArrayList<>();
  private final List<Prefix> shared = new ArrayList<>();
  private final List<Prefix> decoys;
  private final Map<Nature, int[]> addresses = new EnumMap<>(Nature.class);
  private final Map<Integer, Nature> natures = new HashMap<>();
  private final boolean[] enforcing;
  private final Contacts contacts;

  private World(WorldSize size, Variant variant, Timeline timeline, long seed) {
    this.size = size;
    this.variant = variant;
    this.timeline = timeline;
    this.seed = seed;
    this.organisations = List.copyOf(new Founders(size, variant, seed).organisations());
    this.agents = organisations.stream().flatMap(each -> each.agents().stream()).toList();
    this.groups = drawGroups();
    this.enforcing = drawEnforcing();
    AddressSpace space = new AddressSpace(Draw.of(seed, Purpose.ADDRESSES));
    settle(space);
    this.attackers =
        List.copyOf(new Attackers(size, variant, timeline, seed).draw(space, agents.size()));
    // After everybody else, so that the same seed gives the same addresses with and without.
    this.decoys = variant.decoys() ? List.of(AddressSpace.prefix(space.range())) : List.of();
    addresses.put(Nature.ATTACKER, attackers.stream().mapToInt(Attacker::address).toArray());
    addresses.forEach(
        (nature, all) -> {
          for (int address : all) {
            natures.put(address, nature);
          }
        });
    this.contacts = new Contacts(this, new Benign(this));
  }

  /** Draws a world. */
  static World of(WorldSize size, Variant variant, Timeline timeline, long seed) {
    return new World(size, variant, timeline, seed);
  }

  private int[][] drawGroups() {
    Draw draw = Draw.of(seed, Purpose.GROUPS);
    int[][] drawn = new int[size.groups()][];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = draw.generator().ints(0, agents.size()).distinct().limit(GROUP_SIZE).toArray();
    }
    return drawn;
  }

  private boolean[] drawEnforcing() {
    Draw draw = Draw.of(seed, Purpose.RANKS, 1);
    boolean[] drawn = new boolean[organisations.size()];
    for (Organisation each : organisations) {
      boolean subscribed = draw.chance(ENFORCING);
      drawn[each.id()] = subscribed && !each.anchor();
    }
    return drawn;
  }

  /** Gives harmless addresses their place. Half of the crawlers and egresses are marked. */
  private void settle(AddressSpace space) {
    addresses.put(Nature.CRAWLER, alone(space, CRAWLERS, allowlist));
    addresses.put(Nature.MONITOR, alone(space, MONITORS, new ArrayList<>()));
    addresses.put(Nature.SHARED_EGRESS, alone(space, SHARED_EGRESSES, shared));
    addresses.put(Nature.VICTIM, alone(space, size.victims(), new ArrayList<>()));
    int[] users = new int[size.users()];
    int range = 0;
    for (int i = 0; i < users.length; i++) {
      range = i % USERS_IN_RANGE == 0 ? space.range() : range;
      users[i] = range + 1 + i % USERS_IN_RANGE;
    }
    addresses.put(Nature.USER, users);
  }

  private static int[] alone(AddressSpace space, int count, List<Prefix> markEveryOther) {
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      int range = space.range();
      drawn[i] = range + 1;
      if (i % 2 == 0) {
        markEveryOther.add(AddressSpace.prefix(range));
      }
    }
    return drawn;
  }

  WorldSize size() {
    return size;
  }

  Variant variant() {
    return variant;
  }

  Timeline timeline() {
    return timeline;
  }

  long seed() {
    return seed;
  }

  /** Returns the honest organisations; an organisation's id is its place. */
  List<Organisation> organisations() {
    return organisations;
  }

  /** Returns the honest agents; an agent's id is its place. */
  List<Agent> agents() {
    return agents;
  }

  /** Returns the attackers; an attacker's id is its place. */
  List<Attacker> attackers() {
    return attackers;
  }

  /** Returns the agents of a group that is hit together. */
  int[] group(int group) {
    return groups[group];
  }

  /** Returns the numbers of the networks that agents report from, in ascending order. */
  int[] networks() {
    return agents.stream().mapToInt(Agent::asn).distinct().sorted().toArray();
  }

  /** Returns whether the organisation blocks what it is handed, so that it no longer sees it. */
  boolean enforces(int organisation) {
    return organisation < enforcing.length && enforcing[organisation];
  }

  List<Prefix> allowlist() {
    return List.copyOf(allowlist);
  }

  List<Prefix> shared() {
    return List.copyOf(shared);
  }

  /** Returns what an address truly is. */
  Nature natureOf(int address) {
    return natures.getOrDefault(address, Nature.UNKNOWN);
  }

  /** Returns a copy of all addresses of one nature, in the order in which they were drawn. */
  int[] addresses(Nature nature) {
    return addresses.getOrDefault(nature, new int[0]).clone();
  }

  /**
   * Returns what sensors of the community see on one day: contacts with attackers and with harmless
   * addresses that trip a scenario, in time order. The same on every call.
   */
  List<Report> day(int day) {
    return contacts.day(day);
  }

  /**
   * Returns what further sensors would see on one day, in time order: the same attackers, at the
   * rate at which they meet honest sensors, groups included. The honest stream does not change.
   * Call it for each day in turn with the same generator.
   */
  List<Report> sensed(int day, List<Agent> sensors, SplittableRandom random) {
    return contacts.sensed(day, sensors, random);
  }

  /** Returns the community with those who join. */
  Community community(List<Organisation> joined) {
    List<Organisation> all = new ArrayList<>(organisations);
    all.addAll(joined);
    return new Community(all, allowlist, shared, decoys);
  }
}
