package org.tocsin.bouncer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tocsin.address.Address;

/**
 * What one organisation's bouncers enforce: what everybody does, and what is listed for them only.
 * An address that goes from one to the other stays with them.
 *
 * @param everybody what everybody enforces
 * @param own what is listed beside that; none of its addresses is in the other
 */
record DecisionView(Decisions everybody, Decisions own) {

  /**
   * Up to where a bouncer was sent everything.
   *
   * @param everybody the number of what everybody enforces
   * @param own the number of what is listed beside that
   */
  record Cursor(long everybody, long own) {}

  /** Returns where a bouncer is that was sent all of this. */
  Cursor cursor() {
    return new Cursor(everybody.number(), own.number());
  }

  /** Returns what is enforced of an address. */
  Optional<Decisions.Held> of(Address address) {
    return Optional.ofNullable(everybody.held().get(address))
        .or(() -> Optional.ofNullable(own.held().get(address)));
  }

  /** Returns all that is enforced. */
  Stream<Decisions.Held> held() {
    return Stream.concat(everybody.held().values().stream(), own.held().values().stream());
  }

  /** Returns what changed after a place; everything if there is none. */
  Decisions.Update since(Optional<Cursor> cursor, Predicate<Decisions.Held> wanted) {
    Decisions.Update all = everybody.since(cursor.map(Cursor::everybody), wanted);
    Decisions.Update more = own.since(cursor.map(Cursor::own), wanted);
    List<Decisions.Held> held = new ArrayList<>(all.held());
    held.addAll(more.held());
    TreeSet<Address> named = new TreeSet<>();
    List<Decisions.Gone> gone = new ArrayList<>();
    gone.addAll(stillGone(all.gone(), own.held(), wanted, named));
    gone.addAll(stillGone(more.gone(), everybody.held(), wanted, named));
    return new Decisions.Update(held, gone);
  }

  private static List<Decisions.Gone> stillGone(
      List<Decisions.Gone> gone,
      Map<Address, Decisions.Held> elsewhere,
      Predicate<Decisions.Held> wanted,
      TreeSet<Address> named) {
    return gone.stream()
        .filter(one -> Optional.ofNullable(elsewhere.get(one.address())).filter(wanted).isEmpty())
        .filter(one -> named.add(one.address()))
        .toList();
  }
}
