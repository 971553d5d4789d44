package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is no rules at all ends in a problem with file and line, soon. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
final class HostileRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: c",
        "\tversion: 1",
        "version: 1\n\tclock: receive_time",
        "version: [1",
        "version: 'one",
        "a: 1\n---\nb: 2",
        "%YAML 9.9\n---\na: 1",
        "a: \u0000",
        "? [a, b]\n: c",
        "!!java.lang.Runtime {a: b}",
        "- a\n- b",
        "just words",
        "",
        "# nothing but words\n"
      })
  void whatIsNoMappingIsRefusedWhereverItStands(String text) {
    for (String file : new String[] {"policy.yaml", "allowlists/crawlers.yaml"}) {
      assertThat(new RulesText().with(file, text).problems())
          .isNotEmpty()
          .allMatch(problem -> problem.matches("(?s)" + file + ":[1-9]\\d*: .+"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: b", "- a", "- [a]", "-", "", "words", "\t- a"})
  void whatIsNoListOfMappingsIsRefusedAsScenarios(String text) {
    assertThat(new RulesText().with("scenarios.yaml", text).problems())
        .anyMatch(problem -> problem.startsWith("scenarios.yaml:1: "));
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedAtItsSecondPlace() {
    assertThat(
            new RulesText()
                .spoilt("policy.yaml", "    orgs: 2\n", "    orgs: 2\n    orgs: 3\n")
                .problems())
        .containsExactly("policy.yaml:15: tiers.global.orgs: the key is there twice");
    assertThat(
            new RulesText()
                .spoilt("scenarios.yaml", "{confidence: 0}", "{confidence: 0, confidence: 1}")
                .problems())
        .containsExactly("scenarios.yaml:5: default.confidence: the key is there twice");
  }

  @Test
  void anAliasOfACollectionIsRefused() {
    assertThat(
            new RulesText()
                .with("allowlists/crawlers.yaml", "tier: &a [never]\nreason: x\nentries: *a\n")
                .problems())
        .anyMatch(problem -> problem.contains("not YAML"));
  }

  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a" + i + ": &a" + i + " [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
    }

    assertThat(new RulesText().with("policy.yaml", bomb.toString()).problems())
        .anyMatch(problem -> problem.startsWith("policy.yaml:1: not YAML: "));
  }

  @Test
  void anAliasThatHoldsItselfIsRefused() {
    assertThat(new RulesText().with("policy.yaml", "version: &a [*a]\n").problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void deepNestingIsRefused(String opening) {
    assertThat(new RulesText().with("policy.yaml", opening.repeat(200_000)).problems())
        .isNotEmpty()
        .allMatch(problem -> problem.startsWith("policy.yaml:"));
  }

  @Test
  void tenMegabytesOfTextAreRefused() {
    assertThat(new RulesText().with("policy.yaml", "a: b\n".repeat(2_000_000)).problems())
        .singleElement()
        .asString()
        .startsWith("policy.yaml:1: not YAML: ")
        .hasSizeLessThan(300);
  }

  @Test
  void aProblemNeverRepeatsALongValueInFull() {
    assertThat(
            new RulesText().spoilt("policy.yaml", "receive_time", "x".repeat(100_000)).problems())
        .singleElement()
        .asString()
        .hasSizeLessThan(1_000);
  }
}
