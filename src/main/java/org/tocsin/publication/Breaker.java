package org.tocsin.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tocsin.address.Address;

/** Keeps one run from changing more of the list than a person would let it. Pure. */
final class Breaker {

  private Breaker() {}

  /**
   * What becomes of changes.
   *
   * @param go those that are made now
   * @param park those that wait for a person from now on; what waits already is not among them
   */
  record Sorted(List<Address> go, List<Address> park) {

    /** Copies the lists. */
    Sorted {
      go = List.copyOf(go);
      park = List.copyOf(park);
    }
  }

  /**
   * Returns what may join. As long as anything waits to, nothing joins that a person has not let
   * pass.
   *
   * @param all what would join
   * @param approved what a person let pass
   * @param waiting whether anything waits to join
   * @param most how many may join by themselves
   */
  static Sorted additions(List<Address> all, Set<Address> approved, boolean waiting, long most) {
    List<Address> go = new ArrayList<>();
    List<Address> others = new ArrayList<>();
    all.forEach(address -> (approved.contains(address) ? go : others).add(address));
    if (waiting) {
      return new Sorted(go, List.of());
    }
    return settled(go, others, most);
  }

  /**
   * Returns what may leave. What ran out, or what somebody had taken off, always may.
   *
   * @param all what would leave
   * @param free what leaves whatever else does
   * @param waiting what waits to leave
   * @param most how many others may leave by themselves
   */
  static Sorted removals(List<Address> all, Set<Address> free, Set<Address> waiting, long most) {
    List<Address> go = new ArrayList<>();
    List<Address> others = new ArrayList<>();
    for (Address address : all) {
      if (free.contains(address)) {
        go.add(address);
      } else if (!waiting.contains(address)) {
        others.add(address);
      }
    }
    return settled(go, others, most);
  }

  private static Sorted settled(List<Address> go, List<Address> others, long most) {
    if (others.size() > most) {
      return new Sorted(go, others);
    }
    go.addAll(others);
    return new Sorted(go, List.of());
  }
}
