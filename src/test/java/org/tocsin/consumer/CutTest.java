package org.tocsin.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Address;

/** What is left of a list. */
final class CutTest {

  private record One(Address address, Instant since, long score) {}

  private static One one(int number, int since, long score) {
    return new One(
        Address.parse("45.83.64." + number).orElseThrow(), Instant.ofEpochSecond(since), score);
  }

  private static final List<One> LIST =
      List.of(one(1, 50, 3), one(2, 90, 3), one(3, 99, 2), one(4, 10, 9), one(5, 90, 3));

  private static List<Integer> left(OptionalInt maxEntries, OptionalLong minimumScore) {
    return new Cut(Cut.Families.V4, false, List.of("t/*"), maxEntries, minimumScore)
        .of(LIST, One::address, any -> "t/attack", One::since, One::score).stream()
            .map(LIST::indexOf)
            .map(index -> index + 1)
            .toList();
  }

  @Test
  void withoutLimitsAllIsLeftInItsOrder() {
    assertThat(left(OptionalInt.empty(), OptionalLong.empty())).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void theHighestScoresAreLeftAndOfEqualOnesTheMostRecentlyListed() {
    assertThat(left(OptionalInt.of(1), OptionalLong.empty())).containsExactly(4);
    assertThat(left(OptionalInt.of(2), OptionalLong.empty())).containsExactly(2, 4);
    assertThat(left(OptionalInt.of(3), OptionalLong.empty())).containsExactly(2, 4, 5);
    assertThat(left(OptionalInt.of(4), OptionalLong.empty())).containsExactly(1, 2, 4, 5);
  }

  @Test
  void whatReachesTheScoreIsLeft() {
    assertThat(left(OptionalInt.empty(), OptionalLong.of(3))).containsExactly(1, 2, 4, 5);
    assertThat(left(OptionalInt.empty(), OptionalLong.of(4))).containsExactly(4);
    assertThat(left(OptionalInt.of(2), OptionalLong.of(3))).containsExactly(2, 4);
    assertThat(left(OptionalInt.empty(), OptionalLong.of(10))).isEmpty();
  }
}
