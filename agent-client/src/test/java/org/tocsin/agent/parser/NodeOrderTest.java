package org.tocsin.agent.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.rule.RuleRefused;

/** In which order a node does its work, and what of it counts as success. */
final class NodeOrderTest {

  @Test
  void anEmptyResultWritesNothing() {
    Event event =
        ParserBench.of(
                "name: a",
                "statics:",
                "  - {meta: empty, expression: evt.Parsed.missing}",
                "  - {meta: full, expression: evt.Parsed.message}")
            .parse("hello");

    assertThat(event.meta().has("empty")).isFalse();
    assertThat(event.meta().get("full")).isEqualTo("hello");
  }

  @Test
  void anEmptyResultDoesNotOverwrite() {
    Event event =
        ParserBench.of(
                "name: a",
                "statics:",
                "  - {meta: key, value: first}",
                "  - {meta: key, expression: evt.Parsed.missing}")
            .parse("hello");

    assertThat(event.meta().get("key")).isEqualTo("first");
  }

  @Test
  void successOfAChildDoesNotEndTheLoopWithoutNextStage() {
    Event event =
        ParserBench.of(
                "name: a",
                "nodes:",
                "  - statics: [{meta: first, value: 'yes'}]",
                "  - statics: [{meta: second, value: 'yes'}]")
            .parse("hello");

    assertThat(event.meta().has("first")).isTrue();
    assertThat(event.meta().has("second")).isTrue();
  }

  @Test
  void successOfAChildEndsTheLoopWithNextStage() {
    Event event =
        ParserBench.of(
                "name: a",
                "onsuccess: next_stage",
                "nodes:",
                "  - statics: [{meta: first, value: 'yes'}]",
                "  - statics: [{meta: second, value: 'yes'}]")
            .parse("hello");

    assertThat(event.meta().has("first")).isTrue();
    assertThat(event.meta().has("second")).isFalse();
  }

  @Test
  void theLastChildDecidesAndNotAnyOfThem() {
    ParserBench lastFails =
        ParserBench.of(
            "name: a",
            "nodes:",
            "  - filter: 'true'",
            "  - filter: 'false'",
            "statics: [{meta: done, value: 'yes'}]");

    Event event = lastFails.parse("hello");

    assertThat(event.processed()).isFalse();
    assertThat(event.meta().has("done")).isFalse();
  }

  @Test
  void theLastChildSavesANodeWhoseGrokFailed() {
    Event event =
        ParserBench.of(
                "name: a",
                "grok: {pattern: 'x%{INT:n}', apply_on: message}",
                "nodes:",
                "  - filter: 'true'",
                "statics: [{meta: done, value: 'yes'}]")
            .parse("hello");

    assertThat(event.processed()).isTrue();
    assertThat(event.meta().has("done")).isTrue();
  }

  @Test
  void afterAMatchNoChildCanMakeTheNodeFail() {
    Event event =
        ParserBench.of(
                "name: a",
                "grok: {pattern: '%{INT:n}', apply_on: message}",
                "nodes: [{filter: 'false'}]",
                "statics: [{meta: done, value: 'yes'}]")
            .parse("42");

    assertThat(event.meta().has("done")).isTrue();
  }

  @Test
  void aChildMayEndTheStageByItself() {
    Event event =
        ParserBench.of(
                "name: a",
                "nodes:",
                "  - onsuccess: next_stage",
                "    statics: [{meta: child, value: 'yes'}]")
            .file("s01-parse", "name: never", "statics: [{meta: never, value: 'yes'}]")
            .file("s02-enrich", "name: last", "statics: [{meta: last, value: 'yes'}]")
            .parse("hello");

    assertThat(event.meta().has("never")).isFalse();
    assertThat(event.meta().has("last")).isTrue();
  }

  @Test
  void parentAndChildMoveTheEventOneStageEach() {
    Event event =
        ParserBench.of("name: a", "onsuccess: next_stage", "nodes: [{onsuccess: next_stage}]")
            .file("s02-enrich", "name: skipped", "statics: [{meta: skipped, value: 'yes'}]")
            .file("s03-last", "name: last", "statics: [{meta: last, value: 'yes'}]")
            .parse("hello");

    assertThat(event.meta().has("skipped")).isFalse();
    assertThat(event.meta().has("last")).isTrue();
    assertThat(event.processed()).isTrue();
  }

  @Test
  void aStageWithoutSuccessDropsTheEvent() {
    Event event =
        ParserBench.of("name: a", "onsuccess: next_stage")
            .file("s02-enrich", "name: dates", "filter: evt.StrTime != ''")
            .parse("hello");

    assertThat(event.processed()).isFalse();
  }

  @Test
  void anEventThatNoNodeMovedOnIsDropped() {
    Event event = ParserBench.of("name: a").file("s02-enrich", "name: b").parse("hello");

    assertThat(event.processed()).isFalse();
    assertThat(event.stage()).isEqualTo("s01-parse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evt.Unmarshaled.a.b == 'x'", "evt.Unmarshaled.nothing", "'false'"})
  void aFilterThatIsNoTrueFails(String filter) {
    ParserBench bench = ParserBench.of("name: a", "filter: \"" + filter + "\"");
    if (filter.startsWith("'")) {
      assertThatThrownBy(bench::load).isInstanceOf(RuleRefused.class);
    } else {
      assertThat(bench.parse("hello").processed()).isFalse();
    }
  }

  @Test
  void aGrokWithoutFieldsFailsEvenIfItMatches() {
    Event event =
        ParserBench.of("name: a", "grok: {pattern: 'hello', apply_on: message}").parse("hello");

    assertThat(event.processed()).isFalse();
  }

  @Test
  void aGrokOverwritesWithEmptyFields() {
    Event event =
        ParserBench.of(
                "name: a",
                "nodes:",
                "  - grok: {pattern: '%{WORD:w}', apply_on: message}",
                "  - grok: {pattern: 'hel(%{INT:w})?', apply_on: message}")
            .parse("hello");

    assertThat(event.parsed().has("w")).isTrue();
    assertThat(event.parsed().get("w")).isEmpty();
  }

  @Test
  void aGrokOnAFieldThatIsNotThereFails() {
    assertThat(
            ParserBench.of("name: a", "grok: {pattern: '%{DATA:d}', apply_on: nowhere}")
                .parse("hello")
                .processed())
        .isFalse();
  }

  @Test
  void aGrokReadsNumbersAsText() {
    Event event =
        ParserBench.of(
                "name: a",
                "filter: UnmarshalJSON(evt.Line.Raw, evt.Unmarshaled, 'j') in ['', nil]",
                "grok: {pattern: '^%{NUMBER:n}$', expression: evt.Unmarshaled.j.status}")
            .parse("{\"status\": 404}");

    assertThat(event.parsed().get("n")).isEqualTo("404.000000");
  }

  @Test
  void staticsOfAGrokComeBeforeThoseOfItsNode() {
    Event event =
        ParserBench.of(
                "name: a",
                "grok:",
                "  pattern: '%{WORD:w}'",
                "  apply_on: message",
                "  statics: [{meta: key, value: grok}]",
                "statics: [{meta: key, value: node}]")
            .parse("hello");

    assertThat(event.meta().get("key")).isEqualTo("node");
  }

  @Test
  void aFractionInAStaticHasSixDecimals() {
    Event event =
        ParserBench.of(
                "name: a",
                "filter: UnmarshalJSON(evt.Line.Raw, evt.Unmarshaled, 'j') in ['', nil]",
                "statics:",
                "  - {meta: fraction, expression: evt.Unmarshaled.j.status}",
                "  - {meta: whole, expression: int(evt.Unmarshaled.j.status)}",
                "  - {meta: list, expression: '[1]'}")
            .parse("{\"status\": 404}");

    assertThat(event.meta().get("fraction")).isEqualTo("404.000000");
    assertThat(event.meta().get("whole")).isEqualTo("404");
    assertThat(event.meta().has("list")).isFalse();
  }

  @Test
  void aBooleanInAStaticDropsTheEvent() {
    Event event =
        ParserBench.of("name: a", "statics: [{meta: key, expression: 'true'}]").parse("hello");

    assertThat(event.processed()).isFalse();
  }

  @Test
  void aWhitelistThatDoesNotMatchLeavesOutTheStaticsButSucceeds() {
    ParserBench bench =
        ParserBench.of(
            "name: a",
            "whitelist:",
            "  reason: mine",
            "  expression: [\"evt.Parsed.message == 'listed'\"]",
            "statics: [{meta: done, value: 'yes'}]");

    Event other = bench.parse("other");
    Event listed = bench.parse("listed");

    assertThat(other.processed()).isTrue();
    assertThat(other.meta().has("done")).isFalse();
    assertThat(listed.whitelisted()).isTrue();
    assertThat(listed.whitelistReason()).isEqualTo("mine");
    assertThat(listed.meta().has("done")).isTrue();
  }

  @Test
  void theFirstWhitelistGivesTheReason() {
    Event event =
        ParserBench.of(
                "name: a",
                "whitelist: {reason: one, expression: ['true']}",
                "---",
                "name: b",
                "whitelist: {reason: two, expression: ['true']}")
            .parse("hello");

    assertThat(event.whitelistReason()).isEqualTo("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "198.51.100.77", "2001:db8::5"})
  void addressesAndRangesAreListed(String address) {
    String[] whitelist = {
      "name: a",
      "statics: [{meta: source_ip, expression: evt.Parsed.message}]",
      "---",
      "name: b",
      "whitelist:",
      "  reason: mine",
      "  ip: [192.0.2.1]",
      "  cidr: [198.51.100.0/24, '2001:db8::/32']"
    };

    assertThat(ParserBench.of(whitelist).parse(address).whitelisted()).isTrue();
    assertThat(ParserBench.of(whitelist).parse("203.0.113.9").whitelisted()).isFalse();
  }

  @Test
  void anErrorInOneExpressionEndsTheWhitelist() {
    Event event =
        ParserBench.of(
                "name: a",
                "whitelist:",
                "  reason: mine",
                "  expression: [evt.Unmarshaled.a.b.c == 1, 'true']")
            .parse("hello");

    assertThat(event.whitelisted()).isFalse();
  }

  @Test
  void whatIsStashedIsThereForLaterLinesUntilItsTimeIsUp() {
    ParserBench bench =
        ParserBench.of(
            "name: a",
            "nodes:",
            "  - grok: {pattern: 'set %{WORD:k} %{WORD:v}', apply_on: message}",
            "    stash: [{name: s, key: evt.Parsed.k, value: evt.Parsed.v, ttl: 5s, size: 2}]",
            "  - statics: [{meta: got, expression: \"GetFromStash('s', evt.Parsed.message)\"}]");
    Parser parser = bench.load();

    ParserBench.parse(parser, "set a 1");
    assertThat(ParserBench.parse(parser, "a").meta().get("got")).isEqualTo("1");
    ParserBench.parse(parser, "set b 2");
    ParserBench.parse(parser, "set c 3");
    assertThat(ParserBench.parse(parser, "a").meta().has("got")).isFalse();
    bench.letPass(Duration.ofSeconds(6));
    assertThat(ParserBench.parse(parser, "c").meta().has("got")).isFalse();
  }

  @Test
  void patternsAreSharedAndTheFirstDefinitionStays() {
    ParserBench bench =
        ParserBench.of("name: a", "filter: 'false'", "pattern_syntax: {MINE: 'a+'}")
            .file(
                "s01-parse",
                "name: b",
                "pattern_syntax: {MINE: 'b+'}",
                "grok: {pattern: '%{MINE:m}', apply_on: message}");

    assertThat(bench.parse("bbaab").parsed().get("m")).isEqualTo("aa");
    assertThat(bench.notes()).singleElement().asString().contains("MINE is defined already");
  }

  @Test
  void aTargetIsAPathIntoTheEvent() {
    Event event =
        ParserBench.of(
                "name: a",
                "statics:",
                "  - {target: evt.StrTime, value: then}",
                "  - {target: Line.Module, value: other}",
                "  - {target: evt.Parsed.key, value: v1}",
                "  - {target: Meta.key, value: v2}",
                "  - {target: evt.Overflow.Alert.Source.Value, value: nowhere}")
            .parse("hello");

    assertThat(event.strTime()).isEqualTo("then");
    assertThat(event.line().module()).isEqualTo("other");
    assertThat(event.parsed().get("key")).isEqualTo("v1");
    assertThat(event.meta().get("key")).isEqualTo("v2");
  }

  @Test
  void theIndexAsksTheSameNodesThatWouldSucceed() {
    ParserBench bench =
        ParserBench.of("name: a", "filter: evt.Parsed.program == 'other'")
            .file(
                "s01-parse",
                "name: b",
                "filter: evt.Parsed.program startsWith 'ap'",
                "statics: [{parsed: program, value: changed}]")
            .file(
                "s01-parse",
                "name: c",
                "filter: evt.Parsed.program in ['changed', 'x']",
                "statics: [{meta: c, value: 'yes'}]")
            .file(
                "s01-parse",
                "name: d",
                "filter: evt.Parsed.program == 'app'",
                "statics: [{meta: d, value: 'yes'}]");
    List<String> asked = new ArrayList<>();
    Parser parser = bench.load();

    Event indexed = ParserBench.parse(parser, "hello");
    Event traced = ParserBench.line("hello");
    parser.parse(traced, (stage, node, event, success) -> asked.add(node + success));

    assertThat(indexed.meta()).isEqualTo(traced.meta());
    assertThat(indexed.meta().has("c")).isTrue();
    assertThat(indexed.meta().has("d")).isFalse();
    assertThat(asked).containsExactly("rawtrue", "afalse", "btrue", "ctrue", "dfalse");
  }
}
