package org.tocsin.agent.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.agent.event.Event;

/** A line made to be costly holds nobody up, and does not hide what it says. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
final class HostileLineTest {
  /** Each of these has to be given up by the fast engine on a long run of one letter. */
  private static final int COSTLY = 40;

  private static Parser parser() {
    StringBuilder yaml = new StringBuilder("name: app\nonsuccess: next_stage\nnodes:\n");
    for (int i = 0; i < COSTLY; i++) {
      yaml.append("  - grok: {apply_on: message, pattern: '(a|aa|aaa)+b");
      yaml.append(i).append("-%{WORD:word}$'}\n");
      yaml.append("    onsuccess: next_stage\n");
    }
    yaml.append("  - grok: {apply_on: message, pattern: '^door %{DATA:name} by %{IP:ip}$'}\n");
    yaml.append("    statics: [{meta: source_ip, expression: evt.Parsed.ip}]\n");
    return ParserBench.of(yaml.toString()).load();
  }

  private static String hostile(int length, String end) {
    StringBuilder needles = new StringBuilder();
    for (int i = 0; i < COSTLY; i++) {
      needles.append("b").append(i).append("-!");
    }
    return "door " + needles + "a".repeat(length) + end;
  }

  @Test
  void aLongLineThatManyPatternsStumbleOverIsStillUnderstoodAndCounted() {
    Parser parser = parser();

    Event event = ParserBench.parse(parser, hostile(60_000, " by 192.0.2.1"));

    assertThat(event.meta().get("source_ip")).isEqualTo("192.0.2.1");
    assertThat(parser.costly()).isEqualTo(1);
  }

  @Test
  void manySuchLinesDoNotHoldUpTheOnesBehindThem() {
    Parser parser = parser();

    for (int i = 0; i < 10; i++) {
      assertThat(ParserBench.parse(parser, hostile(60_000, "")).processed()).isFalse();
    }

    assertThat(parser.costly()).isEqualTo(10);
  }

  @Test
  void aLineOfUsualLengthIsSeenWholeByAllPatterns() {
    Parser parser = parser();

    Event event = ParserBench.parse(parser, hostile(3_800, "b39-word"));

    assertThat(event.parsed().get("word")).isEqualTo("word");
    assertThat(parser.costly()).isZero();
  }
}
