package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is no rules at all ends in a problem with file and line, soon. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
final class HostileRulesTest {

  private static final List<String> FILES =
      List.of(
          "policy.yaml",
          "review.yaml",
          "scenarios.yaml",
          "anchors.yaml",
          "allowlists/crawlers.yaml");

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
    for (String file : new String[] {"policy.yaml", "allowlists/crawlers.yaml", "anchors.yaml"}) {
      assertThat(new RulesText().with(file, text).problems())
          .isNotEmpty()
          .allMatch(problem -> problem.matches("(?s)" + file + ":[1-9]\\d*: .+"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: b", "- a", "- [a]", "-", "", "words", "\t- a"})
  void whatIsNoListOfMappingsIsRefused(String text) {
    for (String file : new String[] {"scenarios.yaml", "review.yaml"}) {
      assertThat(new RulesText().with(file, text).problems())
          .anyMatch(problem -> problem.startsWith(file + ":1: "));
    }
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedAtItsSecondPlace() {
    assertThat(
            new RulesText()
                .spoilt("policy.yaml", "    orgs: 2\n", "    orgs: 2\n    orgs: 3\n")
                .problems())
        .containsExactly("policy.yaml:18: tiers.global.orgs: the key is there twice");
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

    for (String file : FILES) {
      assertThat(new RulesText().with(file, bomb.toString()).problems())
          .anyMatch(problem -> problem.startsWith(file + ":1: not YAML: "));
    }
  }

  @Test
  void anAliasThatHoldsItselfIsRefused() {
    assertThat(new RulesText().with("policy.yaml", "version: &a [*a]\n").problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void deepNestingIsRefused(String opening) {
    for (String file : FILES) {
      assertThat(new RulesText().with(file, opening.repeat(200_000)).problems())
          .isNotEmpty()
          .allMatch(problem -> problem.startsWith(file + ":"));
    }
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
  void aPublishedListThatIsNoListIsRefusedSoon() {
    for (String text :
        new String[] {
          "[".repeat(200_000),
          "{\"prefixes\": 5}",
          "{\"prefixes\": [5]}",
          "{\"prefixes\": [{\"ipv4Prefix\": [1]}]}",
          "{\"prefixes\": [{}]}",
          "{}",
          "{\"prefixes\": []}",
          "{\"prefixes\": [{\"ipv4Prefix\": \"192.0.2.1/24\"}]}",
          "{\"" + "k".repeat(1_000_000) + "\": 1}",
          "<html>"
        }) {
      assertThat(RulesText.pinning("ranges/list.json", text).problems())
          .isNotEmpty()
          .allMatch(problem -> problem.matches("(?s)ranges/list.json:1: .{1,500}"));
    }
  }

  @Test
  void aMegabyteOfKeyIsShownShort() {
    String key = "k".repeat(1_000_000);
    for (String file : FILES) {
      String text =
          file.equals("review.yaml") || file.equals("scenarios.yaml")
              ? "- {? " + key + " : 1}"
              : "? " + key + "\n: 1\n";
      assertThat(new RulesText().with(file, text).problems())
          .isNotEmpty()
          .allMatch(problem -> problem.startsWith(file + ":") && problem.length() < 500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference/list.txt", "hub-digests.txt"})
  void aFileOfAnotherKindIsReportedInPart(String file) {
    assertThat(new RulesText().with(file, "x".repeat(1_000_000) + "\n").problems())
        .singleElement()
        .asString()
        .startsWith(file + ":1: ")
        .hasSizeLessThan(300);
    assertThat(new RulesText().with(file, "no\n".repeat(100_000)).problems())
        .hasSize(21)
        .last()
        .isEqualTo(file + ":100000: and 99980 more bad lines");
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
