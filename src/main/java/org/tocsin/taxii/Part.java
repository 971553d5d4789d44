package org.tocsin.taxii;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tocsin.consumer.Cut;

/** What a consumer gets of a release, in its order. Immutable. */
final class Part {

  private final Shelf shelf;
  private final int[] objects;

  private Part(Shelf shelf, int[] objects) {
    this.shelf = shelf;
    this.objects = objects;
  }

  /**
   * What a client is sent at once.
   *
   * @param objects which of the release's objects
   * @param more whether others follow
   */
  record Page(List<Integer> objects, boolean more) {
    /** Copies the list. */
    Page {
      objects = List.copyOf(objects);
    }

    /** Returns the last of them; there is one if others follow. */
    int last() {
      return objects.get(objects.size() - 1);
    }
  }

  /**
   * Applies a cut. Of what is listed so many are left as the consumer may have; what ended is told
   * whatever number that is and whatever its score was, for it makes the consumer's list shorter.
   */
  static Part of(Shelf shelf, Cut cut) {
    Cut unlimited = cut.withoutLimits();
    int[] chosen =
        IntStream.concat(
                IntStream.of(0),
                IntStream.concat(chosen(shelf, cut, false), chosen(shelf, unlimited, true)))
            .sorted()
            .toArray();
    return new Part(shelf, chosen);
  }

  private static IntStream chosen(Shelf shelf, Cut cut, boolean revoked) {
    List<Integer> all =
        IntStream.range(1, shelf.size())
            .filter(object -> shelf.isRevoked(object) == revoked)
            .boxed()
            .toList();
    return cut.of(all, shelf::address, shelf::scenario, shelf::since, shelf::score).stream()
        .mapToInt(Integer::intValue);
  }

  /** Returns the release. */
  Shelf shelf() {
    return shelf;
  }

  /** Returns whether an object is among them. */
  boolean has(StixId id) {
    return Arrays.stream(objects).anyMatch(object -> shelf.id(object).equals(id));
  }

  /** Returns the first objects that a client asks for. */
  Page page(Filters filters) {
    List<Integer> page = new ArrayList<>();
    for (int at = first(filters); at < objects.length; at++) {
      if (lets(filters, objects[at])) {
        if (page.size() == filters.limit()) {
          return new Page(page, true);
        }
        page.add(objects[at]);
      }
    }
    return new Page(page, false);
  }

  /** Returns the first place after those that a client does not ask for. */
  private int first(Filters filters) {
    int from = 0;
    int to = objects.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      Cursor place = shelf.place(objects[middle]);
      boolean wanted =
          filters.addedAfter().map(time -> place.added() > time).orElse(true)
              && filters.next().map(last -> place.compareTo(last) > 0).orElse(true);
      if (wanted) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  private boolean lets(Filters filters, int object) {
    StixId id = shelf.id(object);
    return (filters.ids().isEmpty() || filters.ids().contains(id))
        && (filters.types().isEmpty() || filters.types().contains(id.type()))
        && (filters.specVersions().isEmpty() || filters.specVersions().contains(Descriptions.STIX))
        && (filters.versions().isEmpty() || filters.versions().contains(shelf.version(object)));
  }
}
