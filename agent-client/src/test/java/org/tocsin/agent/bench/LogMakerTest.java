package org.tocsin.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Made-up logs can be made again. */
final class LogMakerTest {
  private static List<String> log(LogMaker.Kind kind, long seed) {
    List<String> lines = new ArrayList<>();
    new LogMaker(kind, seed).make(2_000, lines::add);
    return lines;
  }

  @ParameterizedTest
  @EnumSource(LogMaker.Kind.class)
  void theSameSeedGivesTheSameLog(LogMaker.Kind kind) {
    assertThat(log(kind, 1)).isEqualTo(log(kind, 1)).isNotEqualTo(log(kind, 2));
  }

  @ParameterizedTest
  @EnumSource(LogMaker.Kind.class)
  void aboutOneLineInTwentyIsAnAttack(LogMaker.Kind kind) {
    long attacks =
        log(kind, 3).stream()
            .filter(line -> line.contains("203.0.") || line.contains("invalid user"))
            .count();
    assertThat(attacks).isBetween(60L, 140L);
  }
}
