package org.tocsin.taxii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.consumer.Cut;

/** What a release is as a collection, and which filters make sense. */
final class ShelfTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Cut ALL = Cut.ALL;

  private static Filters filters(String... pairs) {
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < pairs.length; i += 2) {
      query.add(pairs[i], pairs[i + 1]);
    }
    return Filters.of(query, Filters.OF_ALL);
  }

  private static List<String> told(Part part, String... filters) {
    return part.page(filters(filters)).objects().stream()
        .filter(object -> object > 0)
        .map(object -> (part.shelf().isRevoked(object) ? "-" : "+") + part.shelf().address(object))
        .toList();
  }

  private static Instant added(Shelf shelf, int object) {
    return TaxiiTime.instant(shelf.place(object).added());
  }

  @Test
  void whatLeavesIsRevokedWhenItLeftAndKeepsItsIdentifier() {
    MadeUpList list = new MadeUpList().release(HOUR, 1, 2);
    Shelf before = list.shelf();
    Instant joined = list.now();
    Shelf after = list.release(HOUR, 1).shelf();

    int gone = after.size() - 1;
    assertThat(after.isRevoked(gone)).isTrue();
    assertThat(after.address(gone)).isEqualTo(MadeUpList.address(1));
    assertThat(List.of(before.id(1), before.id(2))).contains(after.id(gone));
    assertThat(added(after, gone)).isEqualTo(list.now());
    assertThat(after.version(gone)).isAfter(joined);
    assertThat(told(Part.of(after, ALL), "added_after", joined.toString()))
        .containsExactly("-" + MadeUpList.address(1));
  }

  @Test
  void whatCameBackIsAnIndicatorOfItsOwnAddedWhenItCameBack() {
    MadeUpList list = new MadeUpList().release(HOUR, 1).release(HOUR, 1).release(HOUR, 1);
    Shelf shelf = list.shelf();

    assertThat(told(Part.of(shelf, ALL)))
        .containsExactly("-" + MadeUpList.address(1), "+" + MadeUpList.address(1));
    assertThat(shelf.id(1)).isNotEqualTo(shelf.id(2));
    assertThat(added(shelf, 2)).isEqualTo(list.now());
    assertThat(shelf.version(2)).isEqualTo(list.now());
  }

  @Test
  void aListingThatLastsIsAddedAnewWithTheFirstReleaseAfterEachSixHours() {
    MadeUpList list = new MadeUpList().release(HOUR, 1);
    Instant joined = list.now();
    list.release(Duration.ofHours(6).minusSeconds(1), 2);
    assertThat(added(list.shelf(), 1)).isEqualTo(joined);
    list.release(Duration.ofHours(7), 4);
    Shelf shelf = list.shelf();
    int first =
        IntStream.range(1, shelf.size())
            .filter(object -> shelf.address(object).equals(MadeUpList.address(1)))
            .findFirst()
            .orElseThrow();
    assertThat(added(shelf, first)).isEqualTo(joined.plus(Shelf.RENEWED_AFTER.multipliedBy(2)));
    assertThat(shelf.since(first)).isEqualTo(joined);
  }

  @Test
  void aCutHoldsForWhatLeavesTooButNeverKeepsAnEndBack() {
    MadeUpList list = new MadeUpList().release(HOUR, 1, 2, 3, 4).release(HOUR, 5);
    list.release(HOUR, 1, 2, 3);
    Shelf shelf = list.shelf();
    Part odd =
        Part.of(
            shelf,
            new Cut(
                Cut.Families.V4, false, List.of("t/o*"), OptionalInt.of(1), OptionalLong.empty()));
    assertThat(told(odd)).containsExactly("+45.93.0.5", "-45.93.0.1");
    assertThat(odd.has(shelf.id(0))).isTrue();
    Part newest =
        Part.of(
            shelf,
            new Cut(Cut.Families.BOTH, false, List.of(), OptionalInt.of(1), OptionalLong.empty()));
    assertThat(told(newest)).contains("+45.93.0.5", "-2a01:4f9::3").doesNotContain("+45.93.0.4");
  }

  @Test
  void theHighestScoresAreLeftAndEndsAreToldWhateverTheirsWas() {
    MadeUpList list = new MadeUpList().release(HOUR, 5, 2, 1).release(HOUR, 4, 2);
    Shelf shelf = list.shelf();
    Part best = Part.of(shelf, limited(OptionalInt.of(1), OptionalLong.empty()));
    assertThat(told(best)).containsExactly("+45.93.0.5", "-45.93.0.2");
    Part certain = Part.of(shelf, limited(OptionalInt.empty(), OptionalLong.of(4_000_000)));
    assertThat(told(certain)).containsExactlyInAnyOrder("+45.93.0.5", "+45.93.0.4", "-45.93.0.2");
  }

  private static Cut limited(OptionalInt maxEntries, OptionalLong minimumScore) {
    return new Cut(Cut.Families.BOTH, false, List.of(), maxEntries, minimumScore);
  }

  @Test
  void filtersChooseByTypeIdentifierAndVersion() {
    MadeUpList list = new MadeUpList().release(HOUR, 1, 2);
    Shelf shelf = list.shelf();
    Part part = Part.of(shelf, ALL);
    assertThat(part.page(filters("match[type]", "identity")).objects()).containsExactly(0);
    assertThat(part.page(filters("match[type]", "malware,indicator")).objects()).hasSize(2);
    assertThat(part.page(filters("match[id]", shelf.id(2) + "," + shelf.id(0))).objects())
        .containsExactly(0, 2);
    assertThat(part.page(filters("match[version]", list.now().toString())).objects())
        .containsExactly(1, 2);
    assertThat(part.page(filters("match[version]", "first")).objects()).hasSize(3);
    assertThat(part.page(filters("match[spec_version]", "2.0")).objects()).isEmpty();
    assertThat(
            part.page(filters("match[spec_version]", "2.0,2.1", "limit", "999999999999")).objects())
        .hasSize(3);
  }

  @Test
  void aFilterThatMakesNoSenseIsNamed() {
    for (String[] bad :
        List.of(
            new String[] {"limit", "0"},
            new String[] {"limit", "-1"},
            new String[] {"limit", "ten"},
            new String[] {"next", "x"},
            new String[] {"next", "!"},
            new String[] {"added_after", "yesterday"},
            new String[] {"added_after", "+1000000000-12-31T23:59:59Z"},
            new String[] {"match[version]", "newest"},
            new String[] {"match[id]", "indicator"},
            new String[] {"match[type]", "*"},
            new String[] {"match[spec_version]", "two"},
            new String[] {"match[name]", "x"},
            new String[] {"match[", "x"},
            new String[] {"limit", "1", "limit", "2"})) {
      assertThatThrownBy(() -> filters(bad))
          .as("%s", List.of(bad))
          .isInstanceOf(BadFilter.class)
          .hasMessageStartingWith(bad[0] + ": ");
    }
    assertThat(filters("other", "x").limit()).isEqualTo(Filters.MOST);
  }
}
