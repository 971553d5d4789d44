package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
            new DeltaPlan.Block(2, 3, 3),
            new DeltaPlan.Block(1, 2, 2),
            new DeltaPlan.Block(0, 1, 1));
    assertThat(DeltaPlan.blocks(7, 7)).isEmpty();
    assertThat(DeltaPlan.blocks(0, 15))
        .hasSize(15)
        .allMatch(block -> block.to() - block.from() == 1);
  }

  @Test
  void olderOnesShareADeltaThatLeadsToOneReleaseOfLate() {
    List<DeltaPlan.Block> blocks = DeltaPlan.blocks(16, 101);

    assertThat(blocks.subList(0, 13)).allMatch(block -> block.to() - block.from() == 1);
    assertThat(blocks.get(12)).isEqualTo(new DeltaPlan.Block(88, 89, 89));
    assertThat(blocks.subList(13, blocks.size()))
        .startsWith(new DeltaPlan.Block(84, 88, 100), new DeltaPlan.Block(80, 84, 100))
        .endsWith(new DeltaPlan.Block(24, 32, 100), new DeltaPlan.Block(16, 24, 100));
  }

  @Property(tries = 5_000)
  void everyReleaseIsServedByABlockMadeForItAndThereAreFew(
      @ForAll @LongRange(max = 1_000_000) long oldest, @ForAll @LongRange(max = 20_000) long more) {
    List<DeltaPlan.Block> blocks = DeltaPlan.blocks(oldest, oldest + more);

    for (long serial : List.of(oldest, oldest + more / 2, oldest + more * 9 / 10)) {
      long at = serial;
      int steps = 0;
      while (at < oldest + more) {
        DeltaPlan.Block block = first(blocks, at);
        assertThat(block.until()).as("made for it").isGreaterThan(at);
        assertThat(block.to()).isGreaterThanOrEqualTo(block.until());
        at = block.to();
        steps++;
      }
      assertThat(at).isEqualTo(oldest + more);
      assertThat(steps).isLessThan(60);
    }
    assertThat(blocks).hasSizeLessThan(90);
  }

  private static DeltaPlan.Block first(List<DeltaPlan.Block> blocks, long serial) {
    return blocks.stream().filter(block -> block.from() <= serial).findFirst().orElseThrow();
  }

  @Test
  void aBlockIsAlwaysMadeForTheSameReleases() {
    Map<String, DeltaPlan.Block> known = new HashMap<>();
    for (long serial = 1; serial <= 3_000; serial++) {
      for (DeltaPlan.Block block : DeltaPlan.blocks(Math.max(0, serial - 700), serial)) {
        String ends = block.from() + " " + block.to() + " " + (block.until() < block.to());
        assertThat(known.merge(ends, block, (before, now) -> before)).isEqualTo(block);
      }
    }
  }

  @Test
  void aWeekOfReleasesEachMinuteMakesFewNewDeltas() {
    Set<DeltaPlan.Block> known = new HashSet<>(DeltaPlan.blocks(0, 10_080));
    int made = 0;
    for (long serial = 10_081; serial <= 20_160; serial++) {
      for (DeltaPlan.Block block : DeltaPlan.blocks(serial - 10_080, serial)) {
        made += known.add(block) ? 1 : 0;
      }
    }

    assertThat(made / 10_080.0).isLessThan(2);
  }
}
