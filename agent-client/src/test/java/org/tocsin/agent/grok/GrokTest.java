package org.tocsin.agent.grok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tocsin.agent.regex.Effort;

/** Groks: how named patterns nest, and which of their fields come out. */
final class GrokTest {
  private final PatternTable table = PatternTable.library();

  private Map<String, String> match(String pattern, String text) {
    Map<String, String> found = new TreeMap<>();
    table.compile(pattern).match(text, new Effort(), found::put);
    return found;
  }

  @Test
  void fieldsAreWhatTheirPatternsMatched() {
    assertThat(match("from %{IP:ip} port %{INT:port}", "x from 192.0.2.7 port 22 y"))
        .isEqualTo(Map.of("ip", "192.0.2.7", "port", "22"));
  }

  @Test
  void aFieldWithoutPartInTheMatchIsEmpty() {
    assertThat(match("a( %{INT:n})?b", "ab")).isEqualTo(Map.of("n", ""));
  }

  @Test
  void aPatternWithoutFieldsNeverMatches() {
    assertThat(table.compile("%{WORD} ok").match("all ok", new Effort(), (field, value) -> {}))
        .isFalse();
  }

  @Test
  void fieldsOfNestedPatternsComeOut() {
    assertThat(match("%{SYSLOGPROG}", "sshd[12]"))
        .isEqualTo(Map.of("program", "sshd", "pid", "12"));
  }

  @Test
  void theOuterPatternsFieldWins() {
    table.add("INNER", "%{WORD:w}");
    assertThat(match("%{WORD:w} %{INNER}", "one two")).isEqualTo(Map.of("w", "one"));
  }

  @Test
  void theLastOfTwoBindingsWinsEvenWithoutPartInTheMatch() {
    assertThat(match("%{WORD:w}( %{INT:w})?", "one")).isEqualTo(Map.of("w", ""));
  }

  @Test
  void plainNamedGroupsAreNoFields() {
    assertThat(match("(?P<x>a)%{INT:n}", "a1")).isEqualTo(Map.of("n", "1"));
  }

  @Test
  void parenthesesInClassesAndEscapesAreNoGroups() {
    assertThat(match("[(]\\(\\Q(\\E(?:x)%{INT:n}", "(((x1")).isEqualTo(Map.of("n", "1"));
  }

  @Test
  void namesWithDashesAreNoReferences() {
    assertThat(match("%{A-B} %{INT:n}", "%{A-B} 4")).isEqualTo(Map.of("n", "4"));
  }

  @Test
  void theFirstDefinitionOfAPatternStays() {
    assertThat(table.add("MINE", "a")).isTrue();
    assertThat(table.add("MINE", "b")).isFalse();
    assertThat(match("%{MINE:m}", "ba")).isEqualTo(Map.of("m", "a"));
  }

  @Test
  void anUnknownReferenceIsRefused() {
    assertThatThrownBy(() -> table.compile("%{NOWHERE:x}")).hasMessage("unknown pattern NOWHERE");
    assertThatThrownBy(() -> table.named("NOWHERE")).hasMessage("unknown pattern NOWHERE");
  }

  @Test
  void aBombOfReferencesIsRefused() {
    table.add("B0", "0123456789");
    assertThatThrownBy(
            () -> {
              for (int i = 1; i < 60; i++) {
                table.add("B" + i, ("%{B" + (i - 1) + "}").repeat(4));
              }
            })
        .isInstanceOf(GrokRefused.class);
  }

  @Test
  void everyPatternOfTheLibraryCompiles() {
    assertThat(match("%{TIMESTAMP_ISO8601:t}", "at 2024-01-02T03:04:05Z."))
        .isEqualTo(Map.of("t", "2024-01-02T03:04:05Z"));
    assertThat(match("%{HTTPDATE:t}", "[02/Jan/2024:03:04:05 +0100]"))
        .isEqualTo(Map.of("t", "02/Jan/2024:03:04:05 +0100"));
  }
}
