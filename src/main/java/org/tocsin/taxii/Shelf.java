package org.tocsin.taxii;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tocsin.address.Address;
import org.tocsin.format.Listed;
import org.tocsin.format.StixIndicator;
import org.tocsin.format.StixObjects;
import org.tocsin.publication.ReleaseHistory;

/**
 * All objects of one release in the order in which they were added: who lists, an indicator for
 * each listing, and a revoked one for each that ended lately. Immutable, and about eighty bytes for
 * an object.
 *
 * <p>What is added later than an object never stands before it, in this release or any later one: a
 * listing is added with the release that it joined with and its end with the one that it left with.
 * A listing is also added anew, with the end that it has by then, every few hours, for ends move
 * without a release; it appears with the next one, so that it is no exception.
 */
final class Shelf {

  /** How often a listing is added anew. No listing is made for less. */
  static final Duration RENEWED_AFTER = Duration.ofHours(6);

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final long RENEWAL = RENEWED_AFTER.toNanos() / 1_000;

  private final String session;
  private final long serial;
  private final Cursor identity;
  private final long[] added;
  private final long[] high;
  private final long[] low;
  private final Address[] addresses;
  private final String[] scenarios;
  private final long[] since;
  private final long[] until;
  private final long[] scores;
  private final BitSet revoked = new BitSet();

  private record Item(
      Cursor place,
      Address address,
      String scenario,
      Instant since,
      Instant until,
      long score,
      boolean left) {}

  private Shelf(String session, long serial, List<Item> items) {
    this.session = session;
    this.serial = serial;
    int size = items.size();
    added = new long[size];
    high = new long[size];
    low = new long[size];
    addresses = new Address[size];
    scenarios = new String[size];
    since = new long[size];
    until = new long[size];
    scores = new long[size];
    Map<String, String> same = new HashMap<>();
    for (int i = 0; i < size; i++) {
      Item item = items.get(i);
      added[i] = item.place().added();
      high[i] = item.place().id().getMostSignificantBits();
      low[i] = item.place().id().getLeastSignificantBits();
      addresses[i] = item.address();
      scenarios[i] = same.computeIfAbsent(item.scenario(), text -> text);
      since[i] = TaxiiTime.micros(item.since());
      until[i] = TaxiiTime.micros(item.until());
      scores[i] = item.score();
      revoked.set(i, item.left());
    }
    long created = TaxiiTime.micros(StixObjects.IDENTITY_CREATED);
    identity =
        new Cursor(
            size == 0 ? created : Math.min(created, added[0] - 1),
            new StixObjects(session).identity());
  }

  /** Puts the objects of a release in order. */
  static Shelf of(
      String session,
      long serial,
      List<ReleaseHistory.Listing> listings,
      List<ReleaseHistory.Departure> departures) {
    StixObjects objects = new StixObjects(session);
    long newest = newest(listings, departures);
    List<Item> items = new ArrayList<>(listings.size() + departures.size());
    for (ReleaseHistory.Listing one : listings) {
      long joined = TaxiiTime.micros(one.since());
      items.add(
          new Item(
              new Cursor(
                  joined + (newest - joined) / RENEWAL * RENEWAL,
                  objects.indicator(one.address(), one.since())),
              one.address(),
              one.scenario(),
              one.since(),
              one.expiresAt(),
              one.score(),
              false));
    }
    for (ReleaseHistory.Departure one : departures) {
      items.add(
          new Item(
              new Cursor(
                  TaxiiTime.micros(one.left()), objects.indicator(one.address(), one.since())),
              one.address(),
              one.scenario(),
              one.since(),
              ended(one),
              0,
              true));
    }
    return new Shelf(session, serial, inOrder(items));
  }

  /**
   * Sorts by place, each object once: what ended and began again within one instant is the same
   * object.
   */
  private static List<Item> inOrder(List<Item> items) {
    items.sort(
        Comparator.comparing((Item item) -> item.place().id())
            .thenComparing(item -> !item.left())
            .thenComparing(item -> item.place().added()));
    List<Item> once = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      boolean isLast =
          i + 1 == items.size() || !items.get(i + 1).place().id().equals(items.get(i).place().id());
      if (isLast) {
        once.add(items.get(i));
      }
    }
    once.sort(Comparator.comparing(Item::place));
    return once;
  }

  private static long newest(
      List<ReleaseHistory.Listing> listings, List<ReleaseHistory.Departure> departures) {
    long newest = 0;
    for (ReleaseHistory.Listing one : listings) {
      newest = Math.max(newest, TaxiiTime.micros(one.since()));
    }
    for (ReleaseHistory.Departure one : departures) {
      newest = Math.max(newest, TaxiiTime.micros(one.left()));
    }
    return newest;
  }

  /** STIX wants an end after the beginning, and reckons in milliseconds. */
  private static Instant ended(ReleaseHistory.Departure one) {
    Instant earliest = one.since().plus(SHORTEST);
    return one.left().isAfter(earliest) ? one.left() : earliest;
  }

  /** Returns the number of the release. */
  long serial() {
    return serial;
  }

  /** Returns how many objects there are. The first is who lists, the others are indicators. */
  int size() {
    return added.length + 1;
  }

  /** Returns where an object stands. */
  Cursor place(int object) {
    return object == 0
        ? identity
        : new Cursor(added[object - 1], new UUID(high[object - 1], low[object - 1]));
  }

  /** Returns an object's identifier. */
  StixId id(int object) {
    return new StixId(
        object == 0 ? StixObjects.IDENTITY : StixObjects.INDICATOR, place(object).id());
  }

  /** Returns the version of an object: when it was changed last, to the millisecond. */
  Instant version(int object) {
    return modified(object).truncatedTo(ChronoUnit.MILLIS);
  }

  private Instant modified(int object) {
    if (object == 0) {
      return StixObjects.IDENTITY_CREATED;
    }
    return TaxiiTime.instant(isRevoked(object) ? until[object - 1] : added[object - 1]);
  }

  /** Returns whether an object is the indicator of a listing that ended. */
  boolean isRevoked(int object) {
    return object > 0 && revoked.get(object - 1);
  }

  /** Returns the address that an indicator is of. */
  Address address(int indicator) {
    return addresses[indicator - 1];
  }

  /** Returns what an indicator's address is listed for. */
  String scenario(int indicator) {
    return scenarios[indicator - 1];
  }

  /** Returns the score of an indicator's address, 0 if its listing ended. */
  long score(int indicator) {
    return scores[indicator - 1];
  }

  /** Returns when an indicator's listing began. */
  Instant since(int indicator) {
    return TaxiiTime.instant(since[indicator - 1]);
  }

  /** Returns what writes this release's objects, for one rendering. */
  Writer writer() {
    StixObjects objects = new StixObjects(session);
    return (object, json) -> {
      if (object == 0) {
        objects.writeIdentity(json);
      } else {
        objects.write(indicator(object), json);
      }
    };
  }

  /** Writes an object. */
  interface Writer {
    void write(int object, JsonGenerator json) throws IOException;
  }

  private StixIndicator indicator(int object) {
    Listed listing =
        new Listed(
            address(object), scenario(object), since(object), TaxiiTime.instant(until[object - 1]));
    return new StixIndicator(listing, modified(object), isRevoked(object));
  }
}
