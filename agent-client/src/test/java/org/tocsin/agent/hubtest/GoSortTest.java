package org.tocsin.agent.hubtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order in which long results come. */
final class GoSortTest {
  private record Item(int key, int arrival) {}

  private static List<Item> items(int size, int keys, long seed) {
    Random random = new Random(seed);
    return new ArrayList<>(
        IntStream.range(0, size).mapToObj(i -> new Item(random.nextInt(keys), i)).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 12, 13, 49, 50, 51, 200, 5_000})
  void sorts(int size) {
    for (int keys : new int[] {2, 7, 1_000_000}) {
      List<Item> items = items(size, keys, size);
      List<Item> expected = new ArrayList<>(items);
      expected.sort(Comparator.comparingInt(Item::key));

      GoSort.sort(items, Comparator.comparingInt(Item::key));

      assertThat(items).extracting(Item::key).isEqualTo(keysOf(expected));
      assertThat(items).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 64, 300})
  void sortsWhatIsInOrderOrUpsideDown(int size) {
    List<Item> items =
        new ArrayList<>(IntStream.range(0, size).mapToObj(i -> new Item(i, i)).toList());
    List<Item> reversed = new ArrayList<>(items);
    java.util.Collections.reverse(reversed);
    List<Item> expected = List.copyOf(items);

    GoSort.sort(items, Comparator.comparingInt(Item::key));
    GoSort.sort(reversed, Comparator.comparingInt(Item::key));

    assertThat(items).isEqualTo(expected);
    assertThat(reversed).isEqualTo(expected);
  }

  @Test
  void keepsTheOrderOfArrivalUpToTwelveAndNotBeyond() {
    List<Item> twelve = items(12, 1, 1);
    List<Item> more = items(28, 2, 5);

    GoSort.sort(twelve, Comparator.comparingInt(Item::key));
    GoSort.sort(more, Comparator.comparingInt(Item::key));

    assertThat(twelve).extracting(Item::arrival).isSorted();
    assertThat(more.stream().filter(item -> item.key() == 0).map(Item::arrival).toList())
        .isNotEqualTo(
            more.stream().filter(item -> item.key() == 0).map(Item::arrival).sorted().toList());
  }

  private static List<Integer> keysOf(List<Item> items) {
    return items.stream().map(Item::key).toList();
  }
}
