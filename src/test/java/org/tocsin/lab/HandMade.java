package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/** Communities and reports written by hand. */
final class HandMade {

  private HandMade() {}

  /** Returns organisations of one agent each; the first {@code anchors} are vouched for. */
  static Community community(int organisations, int anchors, String... allowlisted) {
    List<Organisation> all = new ArrayList<>();
    for (int id = 0; id < organisations; id++) {
      Agent agent = new Agent(id, id, 64_500 + id, id);
      all.add(new Organisation(id, id < anchors, false, 0, List.of(agent)));
    }
    List<Prefix> allowlist =
        List.of(allowlisted).stream().map(text -> Prefix.host(parse(text))).toList();
    return new Community(all, allowlist, List.of(), List.of());
  }

  /** Returns one organisation of many agents. */
  static Community oneOrganisation(int agents) {
    List<Agent> all = new ArrayList<>();
    for (int id = 0; id < agents; id++) {
      all.add(new Agent(id, 0, 64_500, id));
    }
    Organisation only = new Organisation(0, false, false, 0, all);
    return new Community(List.of(only), List.of(), List.of(), List.of());
  }

  static int address(String text) {
    return (int) parse(text).low();
  }

  private static Address parse(String text) {
    return Address.parse(text).orElseThrow();
  }

  static Report report(Community community, int agent, long at, String address) {
    return Report.by(community.agents().get(agent), at, address(address), Kind.SSH_BF);
  }

  /** Plays reports, given in time order, and the ticks between them up to a time. */
  static void play(Method method, long until, Report... reports) {
    int next = 0;
    for (long tick = Timeline.TICK; tick <= until; tick += Timeline.TICK) {
      while (next < reports.length && reports[next].at() < tick) {
        method.accept(reports[next++]);
      }
      method.advanceTo(tick);
    }
  }
}
