package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Rules;
import org.tocsin.curation.rules.RulesReader;

final class DecoysTest {

  private static final Path SHIPPED = Path.of("curation-rules");
  private static final Prefix DARK = new Prefix(Community.toAddress(0x2d540100), 24);
  private static final Timeline WEEKS = new Timeline(16, 8, 12);
  private static final double BUDGET = 0.3;

  private final Decoys decoys = new Decoys(List.of(DARK));

  @Test
  void anOrganisationKeepsItsOwnForAMonth() {
    List<Integer> first = decoys.of(1, 0, 5_000).boxed().toList();

    assertThat(first).hasSize(10).doesNotHaveDuplicates();
    assertThat(first).allMatch(address -> DARK.contains(Community.toAddress(address)));
    assertThat(decoys.of(1, 20 * Timeline.DAY, 2_500).boxed().toList())
        .isEqualTo(first.subList(0, 5));
    assertThat(decoys.of(1, 40 * Timeline.DAY, 5_000).boxed().toList()).isNotEqualTo(first);
    assertThat(decoys.of(2, 0, 5_000).boxed().toList()).isNotEqualTo(first);
  }

  @Test
  void nobodyGetsAnyWithoutDarkSpaceOrWithAnEmptyList() {
    assertThat(new Decoys(List.of()).of(1, 0, 5_000)).isEmpty();
    assertThat(decoys.of(1, 0, 0)).isEmpty();
  }

  @Test
  void theSameSeedHasTheSameAttackersWithAndWithout() {
    assertThat(world(true).addresses(Nature.ATTACKER))
        .isEqualTo(world(false).addresses(Nature.ATTACKER));
  }

  @Test
  void whoEchoesAllThatItIsHandedIsContradictedAndNobodyElseIs() throws Exception {
    Metrics baited = echoes(true);
    Metrics without = echoes(false);

    assertThat(baited.liarsContradicted()).isEqualTo(liars());
    assertThat(baited.honestContradicted()).isZero();
    assertThat(without.liarsContradicted()).isZero();
    assertThat(baited.victims()).isZero();
  }

  private static World world(boolean withDecoys) {
    return World.of(WorldSize.TINY, Variant.STANDARD.withDecoys(withDecoys), WEEKS, 1);
  }

  private static int liars() {
    return new Newcomers(world(true), BUDGET).budget();
  }

  private static Metrics echoes(boolean withDecoys) throws Exception {
    return new Runner(world(withDecoys), () -> 0)
        .run(Ours.all(shipped()).get(0), Attack.A3.campaign(), BUDGET, (day, days) -> {});
  }

  private static Rules shipped() throws Exception {
    TreeMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(DecoysTest::isRules).toList()) {
        texts.put(SHIPPED.relativize(file).toString(), text(file));
      }
    }
    return RulesReader.read(texts).rules();
  }

  private static boolean isRules(Path file) {
    return Files.isRegularFile(file) && !file.startsWith(SHIPPED.resolve("tests"));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
