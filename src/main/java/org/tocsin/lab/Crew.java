package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The attacker's machines. All lies about one address tell the same story, a strong one that cannot
 * be forged from outside, so that nothing but the liars' standing speaks against it.
 */
final class Crew {

  private static final Kind[] STORIES = {Kind.SSH_BF, Kind.HTTP_BF};

  private final List<Organisation> organisations;
  private final List<Agent> agents;

  private Crew(List<Organisation> organisations) {
    this.organisations = List.copyOf(organisations);
    this.agents =
        organisations.stream().flatMap(organisation -> organisation.agents().stream()).toList();
  }

  static Crew of(List<Organisation> organisations) {
    return new Crew(organisations);
  }

  /**
   * Enrols as many machines as the attacker can pay for, an organisation for each, in turn over the
   * networks.
   *
   * @param firstDay when the first of them joins
   * @param lastDay when the last of them joins
   */
  static Crew enrol(Newcomers newcomers, int[] networks, double firstDay, double lastDay) {
    return enrol(newcomers, newcomers.budget(), networks, firstDay, lastDay);
  }

  static Crew enrol(
      Newcomers newcomers, int count, int[] networks, double firstDay, double lastDay) {
    List<Organisation> joined = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double day = firstDay + (lastDay - firstDay) * i / Math.max(1, count - 1);
      joined.add(newcomers.enrol(Math.round(day * Timeline.DAY), networks[i % networks.length]));
    }
    return new Crew(joined);
  }

  List<Organisation> organisations() {
    return organisations;
  }

  List<Agent> agents() {
    return agents;
  }

  boolean isEmpty() {
    return agents.isEmpty();
  }

  /** Returns the crew without its first machines. */
  Crew from(int first) {
    return new Crew(
        organisations.subList(Math.min(first, organisations.size()), organisations.size()));
  }

  /** Returns the first machines of the crew. */
  Crew first(int count) {
    return new Crew(organisations.subList(0, Math.min(count, organisations.size())));
  }

  /** Returns this many agents, each in a network of its own as long as there are networks. */
  List<Agent> spread(int count, int offset) {
    Set<Agent> chosen = new LinkedHashSet<>();
    Set<Integer> networks = new LinkedHashSet<>();
    for (int i = 0; i < agents.size() && chosen.size() < count; i++) {
      Agent next = agents.get((offset + i) % agents.size());
      if (networks.add(next.asn())) {
        chosen.add(next);
      }
    }
    for (int i = 0; i < agents.size() && chosen.size() < count; i++) {
      chosen.add(agents.get((offset + i) % agents.size()));
    }
    return List.copyOf(chosen);
  }

  /** Returns the story that is told about an address. */
  static Kind story(int address) {
    return STORIES[Math.floorMod(address, STORIES.length)];
  }

  /** Returns the most frequent network of honest agents: the best one to hide in. */
  static int mostCrowded(World world) {
    int[] networks = world.networks();
    Arrays.sort(networks);
    int best = networks[0];
    long most = -1;
    for (int network : networks) {
      long here = world.agents().stream().filter(agent -> agent.asn() == network).count();
      if (here > most) {
        most = here;
        best = network;
      }
    }
    return best;
  }
}
