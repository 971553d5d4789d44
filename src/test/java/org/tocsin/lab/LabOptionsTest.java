package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabOptionsTest {

  @Test
  void withoutOptionsTheWholeTableIsPlayedInTheStandardWorld() {
    LabOptions options = LabOptions.parse(Map.of());
    assertThat(options.campaigns()).hasSize(13).startsWith("none", "A1").endsWith("A12");
    assertThat(options.budgets()).containsExactly(0.05);
    assertThat(options.seeds()).containsExactly(1L);
    assertThat(options.variant()).isEqualTo(Variant.STANDARD);
    assertThat(options.timeline()).isEqualTo(Timeline.STANDARD);
    assertThat(options.size()).isEqualTo(WorldSize.SMALL);
    assertThat(options.command()).isEqualTo("./tocsin lab");
  }

  @Test
  void campaignsMayBeListsAndRangesInEitherCase() {
    assertThat(LabOptions.parse(Map.of("--campaign", "a2..A4, none,A13,A3")).campaigns())
        .containsExactly("A2", "A3", "A4", "none", "A13");
  }

  @Test
  void worldsAreCombined() {
    LabOptions options =
        LabOptions.parse(
            Map.of(
                "--world", "tiny,katti,low-confidence,feedback,appeals",
                "--vouched", "0.5",
                "--honeypots", "3",
                "--days", "40"));
    assertThat(options.size()).isEqualTo(WorldSize.TINY);
    assertThat(options.variant())
        .isEqualTo(
            Variant.STANDARD
                .withSharing(Variant.Sharing.KATTI)
                .withLowConfidence(0.55)
                .withFeedback(true)
                .withAppeals(true)
                .withVouchedShare(0.5)
                .withHoneypots(3));
    assertThat(options.timeline()).isEqualTo(new Timeline(40, 20, 28));
  }

  @Test
  void theCommandIsWhatWasGivenInAFixedOrder() {
    LabOptions options =
        LabOptions.parse(
            Map.of(
                "--report", "out/lab.html",
                "--budget", "0.05,0.3",
                "--methods", "count 3 agents",
                "--campaign", "A4"));
    assertThat(options.command())
        .isEqualTo(
            "./tocsin lab --campaign A4 --budget 0.05,0.3 --methods 'count 3 agents'"
                + " --report out/lab.html");
    assertThat(options.budgets()).containsExactly(0.05, 0.3);
    assertThat(options.report()).contains(Path.of("out/lab.html"));
    assertThat(options.stream()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--campaign;A14;A14 is none of A1 to A13",
        "--campaign;A4..A2;A4 comes after A2",
        "--campaign;A1,,A2;empty",
        "--budget;0;from 0.001 to 1",
        "--budget;NaN;from 0.001 to 1",
        "--budget;5%;no number",
        "--seed;one;no number",
        "--world;M;M is none of S, L",
        "--vouched;1.5;from 0.0 to 1.0",
        "--honeypots;-1;from 0 to 1000",
        "--days;3;from 10 to 365",
        "--colour;red;no such option",
      })
  void refusesNamingOptionAndValue(String option, String value, String why) {
    assertThatThrownBy(() -> LabOptions.parse(Map.of(option, value)))
        .isInstanceOf(LabRefused.class)
        .hasMessageStartingWith(option + " " + value + ": ")
        .hasMessageContaining(why);
  }

  @Test
  void refusesAnEmptyPath() {
    assertThatThrownBy(() -> LabOptions.parse(Map.of("--report", " ")))
        .isInstanceOf(LabRefused.class)
        .hasMessageContaining("--report");
  }
}
