package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Address;
import org.tocsin.publication.ReleaseSets.Change;

/**
 * Whatever happened to a list, every retained release comes to the head's set by the deltas that
 * are for it. {@code -Dhistories=1000000} tries as many; a set is the bits of a number here.
 */
final class DeltaHistoriesTest {

  private static final int HISTORIES = Integer.getInteger("histories", 10_000);
  private static final int POOL = 12;
  private static final int MOST_RELEASES = 150;
  private static final List<Address> ADDRESSES =
      IntStream.range(0, POOL).mapToObj(MadeHistory::address).sorted().toList();

  /** What a delta takes out of a set and puts into it. */
  private record Bits(DeltaPlan.Block block, int removed, int added) {
    int apply(int set) {
      return (set & ~removed) | added;
    }
  }

  @Test
  void everyPathOfDeltasFromEveryReleaseGivesTheHeadsSet() {
    SplittableRandom random = new SplittableRandom(20_261_123);
    long paths = 0;
    for (int i = 0; i < HISTORIES; i++) {
      paths += play(random.split());
    }
    assertThat(paths).isGreaterThan(HISTORIES);
  }

  private static long play(SplittableRandom random) {
    int releases = 1 + random.nextInt(MOST_RELEASES);
    List<Change> changes = new ArrayList<>();
    int[] sets = new int[releases + 1];
    for (int serial = 1; serial <= releases; serial++) {
      int flipped = (1 << random.nextInt(POOL)) | few(random);
      sets[serial] = sets[serial - 1] ^ flipped;
      for (int bit = 0; bit < POOL; bit++) {
        if ((flipped >> bit & 1) == 1) {
          changes.add(new Change(ADDRESSES.get(bit), serial, (sets[serial] >> bit & 1) == 1));
        }
      }
    }
    int oldest = random.nextInt(releases);
    List<Bits> deltas = deltas(changes, oldest, releases);
    for (int serial = oldest; serial < releases; serial++) {
      assertThat(update(deltas, serial, sets[serial], releases))
          .as("from %d of %d, oldest %d", serial, releases, oldest)
          .isEqualTo(sets[releases]);
    }
    return (long) releases - oldest;
  }

  private static int few(SplittableRandom random) {
    return random.nextInt(1 << POOL) & random.nextInt() & random.nextInt();
  }

  private static List<Bits> deltas(List<Change> changes, long oldest, long newest) {
    changes.sort(Comparator.comparing(Change::address).thenComparing(Change::serial));
    Changes all = new Changes(changes);
    return DeltaPlan.blocks(oldest, newest).stream()
        .map(block -> new Bits(block, bits(all.of(block), false), bits(all.of(block), true)))
        .toList();
  }

  private static int bits(List<Change> changes, boolean added) {
    return changes.stream()
        .filter(change -> change.added() == added)
        .mapToInt(change -> 1 << ADDRESSES.indexOf(change.address()))
        .reduce(0, (one, other) -> one | other);
  }

  private static int update(List<Bits> deltas, long from, int set, long newest) {
    long at = from;
    int updated = set;
    while (at < newest) {
      long serial = at;
      Bits next =
          deltas.stream().filter(one -> one.block.from() <= serial).findFirst().orElseThrow();
      updated = next.apply(updated);
      at = next.block.to();
    }
    return updated;
  }
}
