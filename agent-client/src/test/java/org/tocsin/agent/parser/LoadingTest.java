package org.tocsin.agent.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.agent.rule.RuleRefused;

/** A parser file with a mistake is refused with its place. */
final class LoadingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "name: a\\nfilters: x|2: filters: unknown key",
        "name: a\\nfilter: evt.Nope == 'x'|2: filter: an event has no field Nope",
        "name: a\\nfilter: evt.Parsed.a|2: filter: this gives a string, not a boolean",
        "name: a\\nname: b|2: name: stands here twice",
        "name: a\\nonsuccess: jump|2: onsuccess: expected next_stage or continue",
        "name: a\\nstatics: [{enriched: x, value: y}]|2: target: needs one of",
        "name: a\\nstatics: [{meta: x}]|2: value: needs a value or an expression",
        "name: a\\nstatics: [{method: Nope, value: y}]|2: method: unknown method Nope",
        "name: a\\nstatics: {meta: x}|2: statics: expected a list",
        "name: a\\ngrok: {pattern: '%{NOPE:x}', apply_on: message}|2: pattern: unknown pattern NOPE",
        "name: a\\ngrok: {pattern: '(', apply_on: message}|2: pattern: bad regular expression",
        "name: a\\ngrok: {name: NOPE, apply_on: message}|2: name: unknown pattern NOPE",
        "name: a\\ngrok: {pattern: a}|2: apply_on: needs either",
        "name: a\\nwhitelist: {ip: [1.2.3]}|2: ip: not an address: 1.2.3",
        "name: a\\nwhitelist: {cidr: [1.2.3.4/33]}|2: cidr: not a range",
        "name: a\\nstash: [{name: s, key: \"'a'\", value: \"'b'\", ttl: 1d}]|2: ttl: not a duration",
        "name: a\\nnodes:\\n  - filter: (|3: filter: ",
        "name: [|1: not YAML",
        "- a|1: expected keys and values"
      })
  void names(String yaml, String problem) {
    ParserBench bench = ParserBench.of(yaml.replace("\\n", "\n"));

    assertThatThrownBy(bench::load)
        .isInstanceOf(RuleRefused.class)
        .hasMessageStartingWith("s01-parse/file1.yaml:")
        .hasMessageContaining(problem);
  }

  @Test
  void aDocumentOfALaterFormatIsLeftOutAndNoted() {
    ParserBench bench = ParserBench.of("name: a", "format: 4.0", "filterz: x");

    bench.load();

    assertThat(bench.notes()).singleElement().asString().contains("format 4.0");
  }

  @Test
  void aTargetThatIsNotThereSetsNothingAndIsNoted() {
    ParserBench bench = ParserBench.of("name: a", "statics: [{target: evt.Nope, value: y}]");

    assertThat(bench.parse("hello").processed()).isTrue();
    assertThat(bench.notes()).singleElement().asString().contains("no text field at evt.Nope");
  }

  @Test
  void aDocumentWithoutNameDescriptionAndAuthorIsLeftOut() {
    assertThat(new ParserBench().file("s00-raw", "filter: x").load().isEmpty()).isTrue();
  }
}
