package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Counting a word of bits at a time finds whom counting one by one finds. */
final class NeighboursTest {

  private static final int ORGANISATIONS = 150;

  private static Set<Long> oneByOne(
      List<Long> witnesses, int least, BiPredicate<Long, Long> neighbours) {
    Set<Long> found = new TreeSet<>();
    for (long organisation = 1; organisation <= ORGANISATIONS; organisation++) {
      long one = organisation;
      if (witnesses.stream().filter(witness -> neighbours.test(witness, one)).count() >= least) {
        found.add(one);
      }
    }
    return found;
  }

  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void whoIsNearEnoughWitnessesIsFound(@ForAll long seed) {
    Random random = new Random(seed);
    List<TrustLedger.Pair> pairs = new ArrayList<>();
    for (int i = random.nextInt(2_000); i > 0; i--) {
      long one = 1L + random.nextInt(ORGANISATIONS);
      long other = 1L + random.nextInt(ORGANISATIONS);
      if (one != other) {
        pairs.add(TrustLedger.Pair.of(one, other));
      }
    }
    Set<Long> witnesses = new TreeSet<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      witnesses.add(1L + random.nextInt(ORGANISATIONS));
    }
    int least = 1 + random.nextInt(4);

    assertThat(new Neighbours(pairs).near(witnesses, least))
        .isEqualTo(
            oneByOne(
                List.copyOf(witnesses),
                least,
                (one, other) -> pairs.contains(TrustLedger.Pair.of(one, other))));
  }
}
