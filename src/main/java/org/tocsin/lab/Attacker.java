package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * One attacking address and when it truly attacks.
 *
 * @param id its place among the attackers
 * @param address which
 * @param rate contacts on a day on which it is active
 * @param homes the one or two agents a local attacker keeps to; empty for one that roams
 * @param group the group of agents a roaming attacker prefers, -1 for a local one
 * @param habit the kind it shows out of habit
 * @param phases when it is active, in time order
 */
record Attacker(
    int id,
    int address,
    double rate,
    List<Integer> homes,
    int group,
    Kind habit,
    List<Phase> phases) {

  /**
   * A time without a pause.
   *
   * @param from its first second
   * @param until the second after its last
   */
  record Phase(long from, long until) {}

  /** Returns how long it is active in all, pauses left out, in days. */
  double activeDays() {
    return phases.stream().mapToLong(each -> each.until() - each.from()).sum()
        / (double) Timeline.DAY;
  }

  /** Returns the parts of its activity that fall on a day. */
  List<Phase> on(int day) {
    List<Phase> parts = new ArrayList<>(1);
    for (Phase phase : phases) {
      long from = Math.max(phase.from(), day * Timeline.DAY);
      long until = Math.min(phase.until(), (day + 1) * Timeline.DAY);
      if (from < until) {
        parts.add(new Phase(from, until));
      }
    }
    return parts;
  }
}
