package org.tocsin.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a scenario's name, and what could be anything. */
final class ScenarioTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crowdsecurity/ssh-bf",
        "crowdsecurity/ssh-bf_user-enum",
        "crowdsecurity/CVE-2021-4034",
        "lists:firehol_cruzit",
        "a"
      })
  void takesNames(String name) {
    assertThat(Scenario.of(name, "")).contains(new Scenario(name, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "manual 'ban' from 'localhost'",
        "a b",
        "a\nb",
        "=cmd()",
        "-rf",
        "a;b",
        "<b>",
        "a\"b",
        "a\u202eb",
        "\u0430/b",
        "a\u0000",
        "a\n"
      })
  void takesNothingThatCouldBeText(String name) {
    assertThat(Scenario.of(name, "")).isEmpty();
  }

  @Test
  void takesNoNameOfEndlessLength() {
    assertThat(Scenario.of("a".repeat(128), "")).isPresent();
    assertThat(Scenario.of("a".repeat(129), "")).isEmpty();
    assertThat(Scenario.of("a".repeat(1 << 20), "")).isEmpty();
  }

  @Test
  void takesAHashOnlyIfItIsOne() {
    String hash = "0123456789abcdef".repeat(4);

    assertThat(Scenario.of("a/b", hash).map(Scenario::hash)).contains(hash);
    assertThat(Scenario.of("a/b", hash + "0").map(Scenario::hash)).contains("");
    assertThat(Scenario.of("a/b", "g" + hash.substring(1)).map(Scenario::hash)).contains("");
  }
}
