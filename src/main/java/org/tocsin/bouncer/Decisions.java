package org.tocsin.bouncer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tocsin.address.Address;
import org.tocsin.distribution.Deliverable;

/**
 * What bouncers enforce at one moment, and when each part of it last changed. Immutable.
 *
 * @param number counts changes; a bouncer that was sent everything up to a number gets what changed
 *     after it
 * @param held what is enforced
 * @param gone what no longer is, the oldest first
 * @param withdrawn what is not enforced although clients were told it would be, whenever that was
 */
record Decisions(long number, Map<Address, Held> held, List<Gone> gone, List<Address> withdrawn) {

  /** How long it is told that an address is gone, beyond which every bouncer let it go itself. */
  private static final Duration GONE_FOR = Duration.ofDays(7);

  /** A shorter extension waits for the next: durations are whole seconds and jitter by one. */
  private static final Duration WORTH_TELLING = Duration.ofMinutes(1);

  static final Decisions NONE = new Decisions(0, Map.of(), List.of(), List.of());

  /**
   * An address to enforce.
   *
   * @param address the address
   * @param scenario what it is listed for
   * @param until until when
   * @param changed the change with which this became so
   */
  record Held(Address address, String scenario, Instant until, long changed) {}

  /**
   * An address that is enforced no more.
   *
   * @param address the address
   * @param scenario what it was listed for
   * @param changed the change with which it left
   * @param at when that was
   */
  record Gone(Address address, String scenario, long changed, Instant at) {}

  /** What a bouncer is sent. */
  record Update(List<Held> held, List<Gone> gone) {}

  /** Returns the decisions after a list was read. */
  Decisions next(Deliverable list, Instant now) {
    long next = number + 1;
    boolean changed = !list.withdrawn().equals(withdrawn);
    Map<Address, Held> after = new TreeMap<>();
    for (Deliverable.Entry entry : list.entries()) {
      Optional<Held> before = Optional.ofNullable(held.get(entry.address()));
      Instant until = now.plus(entry.remaining());
      Held same =
          before
              .filter(one -> one.scenario().equals(entry.scenario()))
              .filter(one -> !until.isAfter(one.until().plus(WORTH_TELLING)))
              .filter(one -> !until.isBefore(one.until().minus(WORTH_TELLING)))
              .orElseGet(() -> new Held(entry.address(), entry.scenario(), until, next));
      changed |= same.changed() == next;
      after.put(entry.address(), same);
    }
    List<Gone> left = new ArrayList<>();
    for (Gone one : gone) {
      if (!after.containsKey(one.address()) && now.isBefore(one.at().plus(GONE_FOR))) {
        left.add(one);
      }
    }
    for (Held one : held.values()) {
      if (!after.containsKey(one.address())) {
        left.add(new Gone(one.address(), one.scenario(), next, now));
        changed = true;
      }
    }
    return changed
        ? new Decisions(next, after, List.copyOf(left), list.withdrawn())
        : new Decisions(number, after, List.copyOf(left), withdrawn);
  }

  /** Returns what changed after a number; everything if there is none. */
  Update since(Optional<Long> cursor, Predicate<Held> wanted) {
    long from = cursor.filter(one -> one <= number).orElse(-1L);
    List<Held> some =
        held.values().stream().filter(one -> one.changed() > from).filter(wanted).toList();
    List<Gone> left = new ArrayList<>();
    TreeSet<Address> named = new TreeSet<>();
    for (Gone one : gone) {
      if (one.changed() > from && named.add(one.address())) {
        left.add(one);
      }
    }
    if (from < 0) {
      for (Address address : withdrawn) {
        if (!held.containsKey(address) && named.add(address)) {
          left.add(new Gone(address, "", number, Instant.EPOCH));
        }
      }
    }
    return new Update(some, left);
  }
}
