package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class DeltaPlanTest {

  @Test
  void theNewestReleasesHaveADeltaEach() {
    assertThat(DeltaPlan.blocks(0, 3))
        .containsExactly(
            new DeltaPlan.Block(2, 3), new DeltaPlan.Block(1, 2), new DeltaPlan.Block(0, 1));
    assertThat(DeltaPlan.blocks(7, 7)).isEmpty();
  }

  @Test
  void olderOnesShareABlock() {
    assertThat(DeltaPlan.blocks(0, 9))
        .startsWith(
            new DeltaPlan.Block(8, 9),
            new DeltaPlan.Block(7, 8),
            new DeltaPlan.Block(6, 7),
            new DeltaPlan.Block(5, 6),
            new DeltaPlan.Block(4, 5),
            new DeltaPlan.Block(0, 4));
  }

  @Property(tries = 5_000)
  void blocksLeadFromTheOldestToTheNewestAndAreFew(
      @ForAll @LongRange(max = 1_000_000) long oldest, @ForAll @LongRange(max = 20_000) long more) {
    List<DeltaPlan.Block> blocks = DeltaPlan.blocks(oldest, oldest + more);

    long at = oldest + more;
    for (DeltaPlan.Block block : blocks) {
      assertThat(block.to()).isEqualTo(at);
      assertThat(block.from()).isLessThan(block.to());
      assertThat(block.from() % (block.to() - block.from())).as("aligned").isZero();
      at = block.from();
    }
    assertThat(at).isEqualTo(oldest);
    assertThat(blocks).hasSizeLessThan(80);
  }

  @Test
  void aWeekOfReleasesEachMinuteMakesFewerThanTwoNewDeltasEach() {
    Set<DeltaPlan.Block> known = new HashSet<>(DeltaPlan.blocks(0, 10_080));
    int made = 0;
    for (long serial = 10_081; serial <= 20_160; serial++) {
      for (DeltaPlan.Block block : DeltaPlan.blocks(serial - 10_080, serial)) {
        made += known.add(block) ? 1 : 0;
      }
    }

    assertThat(made / 10_080.0).isLessThan(4);
  }
}
