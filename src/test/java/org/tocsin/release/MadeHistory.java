package org.tocsin.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.address.Address;
import org.tocsin.publication.ReleaseSets;

/** Releases made up, and the set of each. */
final class MadeHistory implements ReleaseSets {

  private record Made(Instant at, List<Change> changes, List<Address> set) {}

  private final List<Made> made = new ArrayList<>();
  private final TreeSet<Address> now = new TreeSet<>();
  private UUID session = new UUID(1, 1);

  /** Makes a release in which some of a few addresses join and some leave. */
  void release(Random random, int pool, Instant at) {
    List<Change> changes = new ArrayList<>();
    while (changes.isEmpty()) {
      for (int i = random.nextInt(6); i >= 0; i--) {
        Address address = address(random.nextInt(pool));
        boolean done = changes.stream().anyMatch(change -> change.address().equals(address));
        if (!done) {
          boolean added = !now.remove(address);
          if (added) {
            now.add(address);
          }
          changes.add(new Change(address, made.size() + 1, added));
        }
      }
    }
    made.add(new Made(at, changes, List.copyOf(now)));
  }

  static Address address(int number) {
    return Address.parse(
            number % 3 == 0 ? "2a01:4f9:1::" + Integer.toHexString(number) : "45.85.1." + number)
        .orElseThrow();
  }

  /** Goes back to an older release, as a database does that is restored from a backup. */
  void restore(long serial) {
    while (made.size() > serial) {
      made.remove(made.size() - 1);
    }
    now.clear();
    now.addAll(setOf(serial));
  }

  List<Address> setOf(long serial) {
    return serial == 0 ? List.of() : made.get((int) serial - 1).set();
  }

  @Override
  public Newest newest() {
    return new Newest(session, made.size());
  }

  @Override
  public List<Address> set() {
    return List.copyOf(now);
  }

  @Override
  public long serialAt(Instant instant) {
    return made.stream().filter(one -> !one.at().isAfter(instant)).count();
  }

  @Override
  public List<Change> changes(long after, long upTo) {
    return made.subList((int) after, (int) upTo).stream()
        .flatMap(one -> one.changes().stream())
        .sorted(Comparator.comparing(Change::address).thenComparing(Change::serial))
        .toList();
  }

  @Override
  public UUID beginSession(Instant at) {
    session = new UUID(session.getMostSignificantBits() + 1, 1);
    return session;
  }
}
