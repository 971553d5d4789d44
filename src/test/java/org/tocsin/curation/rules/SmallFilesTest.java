package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.curation.Rules;

/** Anchors, reference lists and the digests of the public hub, all of which may be missing. */
final class SmallFilesTest {

  private static final String DIGEST = "a1".repeat(32);

  @Test
  void withoutTheFilesThereIsNothing() throws RulesRefused {
    Rules rules = new RulesText().read();

    assertThat(rules.anchors()).isEqualTo(Rules.Anchors.NONE);
    assertThat(rules.reference()).isEmpty();
    assertThat(rules.scenarios().of("a/ssh-bf", DIGEST).confidence()).isEqualTo(3);
  }

  @Test
  void readsAnchors() throws RulesRefused {
    Rules.Anchors anchors =
        new RulesText().with("anchors.yaml", "honeypots: [1, 2]\nvouched: [7]\n").read().anchors();

    assertThat(anchors.honeypots()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(anchors.vouched()).containsExactly(7L);
    assertThat(new RulesText().with("anchors.yaml", "vouched: [7]\n").read().anchors().honeypots())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "honeypots: [acme] | 1: honeypots: expected the number of an organisation, found 'acme'",
        "honeypots: [0] | 1: honeypots: expected the number of an organisation, found '0'",
        "honeypots: [-1] | 1: honeypots: expected the number of an organisation, found '-1'",
        "honeypots: [9999999999999999999] | 1: honeypots: expected the number of an organisation",
        "honeypots: [1, 1] | 1: honeypots: 1 is also in line 1",
        "honeypots: 1 | 1: honeypots: expected a list",
        "honeypots: [[1]] | 1: honeypots: expected plain text",
        "anchors: [1] | 1: anchors: unknown key"
      })
  void refusesBadAnchorsNamingLineAndKey(String text, String problem) {
    assertThat(new RulesText().with("anchors.yaml", text + "\n").problems())
        .anyMatch(found -> found.startsWith("anchors.yaml:" + problem));
  }

  @Test
  void refusesAnOrganisationThatIsBothKindsOfAnchor() {
    assertThat(new RulesText().with("anchors.yaml", "honeypots: [5]\nvouched: [5]\n").problems())
        .containsExactly("anchors.yaml:2: vouched: 5 is also in line 1");
  }

  @Test
  void readsReferenceListsTogether() throws RulesRefused {
    assertThat(
            new RulesText()
                .with("reference/one.txt", "# a list\n198.51.100.7\n203.0.113.0/24 # why\n")
                .with("reference/two.txt", "198.51.100.7\n\n2001:db8::1\n")
                .read()
                .reference())
        .extracting(Object::toString)
        .containsExactly("198.51.100.7/32", "203.0.113.0/24", "2001:db8::1/128");
  }

  @Test
  void refusesABadReferenceLineNamingIt() {
    assertThat(
            new RulesText()
                .with("reference/one.txt", "198.51.100.7\n203.0.113.1/24\nx.example\n")
                .problems())
        .containsExactly(
            "reference/one.txt:2: '203.0.113.1/24': host bits are set, did you mean 203.0.113.0/24",
            "reference/one.txt:3: 'x.example': not an IP address or range");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void readsTwoHundredThousandReferenceLinesInTime() throws RulesRefused {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      lines.append(11 + (i >> 16)).append('.').append(i >> 8 & 255).append('.').append(i & 255);
      lines.append(".7\n");
    }
    RulesText text = new RulesText().with("reference/large.txt", lines.toString());

    assertThat(text.read().reference()).hasSize(200_000);
  }

  @Test
  void readsTheDigestsOfTheHub() throws RulesRefused {
    Rules rules =
        new RulesText().with("hub-digests.txt", "# words\n" + DIGEST + " a/ssh-bf\n").read();

    assertThat(rules.scenarios().of("a/ssh-bf", DIGEST).confidence()).isEqualTo(3);
    assertThat(rules.scenarios().of("a/ssh-bf", "").confidence()).isEqualTo(3);
    assertThat(rules.scenarios().of("a/ssh-bf", "b2".repeat(32)).confidence()).isZero();
    assertThat(rules.scenarios().of("b/ssh-bf", "b2".repeat(32)).confidence()).isEqualTo(3);
  }

  @Test
  void acceptsOnlyUnmodifiedScenariosWhereTheRuleSaysSo() throws RulesRefused {
    Rules rules =
        new RulesText()
            .with("hub-digests.txt", DIGEST + " c/other\n")
            .spoilt("scenarios.yaml", "confidence: 3", "confidence: 3, accept: hub_unmodified_only")
            .read();

    assertThat(rules.scenarios().of("a/ssh-bf", DIGEST).confidence()).isEqualTo(3);
    assertThat(rules.scenarios().of("a/ssh-bf", "").confidence()).isZero();
    assertThat(rules.scenarios().of("a/ssh-bf", "b2".repeat(32)).confidence()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a1a1 a/ssh-bf",
        "A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1 a/b",
        "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
        "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1 ssh-bf",
        "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1 a/b c"
      })
  void refusesABadDigestLineNamingIt(String line) {
    assertThat(new RulesText().with("hub-digests.txt", "# words\n" + line + "\n").problems())
        .singleElement()
        .asString()
        .startsWith("hub-digests.txt:2: expected a SHA-256 in hex and a scenario, found '");
  }
}
