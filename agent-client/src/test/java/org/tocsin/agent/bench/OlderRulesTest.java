package org.tocsin.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OlderRulesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aRuleThatIsTakenOutIsGoneFromBothCopies() throws IOException {
    OlderRules rules = rules();
    Path rule = rules.installed().resolve("scenarios/web-probing.yaml");
    assertThat(rule).exists();
    assertThat(rules.hub().resolve("scenarios/bench/web-probing.yaml")).exists();

    assertThat(rules.takeOutNamedIn("level=fatal msg=\"bad yaml in " + rule + " : no\""))
        .contains("bench/web-probing");

    assertThat(rule).doesNotExist();
    assertThat(rules.hub().resolve("scenarios/bench/web-probing.yaml")).doesNotExist();
    assertThat(rules.hub().resolve("collections/bench/shared.yaml"))
        .content()
        .contains("bench/nginx-logs")
        .doesNotContain("bench/web-probing");
    assertThat(rules.takeOutNamedIn("something else is wrong")).isEmpty();
  }

  @Test
  void onlyWhatOlderEnginesCannotReadIsSimplified() throws IOException {
    Path scenario = folder.resolve("rules/scenarios/bench/web-probing.yaml");
    Rules.unpack(folder.resolve("rules"));
    Files.writeString(
        scenario,
        """
        name: bench/web-probing
        data:
          - source_url: https://example.org/words.txt
            dest_file: words.txt
            strategy: LRU
            size: 40
        labels:
          classification:
            - attack.T1110
          remediation: true
        ---
        name: bench/second
        labels: {}
        """);

    assertThat(simplified())
        .isEqualToIgnoringNewLines(
            """
            name: bench/web-probing
            data:
              - source_url: https://example.org/words.txt
                dest_file: words.txt
            labels: {remediation: true}
            ---
            name: bench/second
            labels: {remediation: true}
            """);
  }

  private String simplified() throws IOException {
    OlderRules rules =
        OlderRules.of(folder.resolve("rules"), "crowdsecurity/nginx", folder.resolve("scratch"));
    return Files.readString(rules.installed().resolve("scenarios/web-probing.yaml"));
  }

  private OlderRules rules() throws IOException {
    Rules.unpack(folder.resolve("rules"));
    return OlderRules.of(folder.resolve("rules"), "crowdsecurity/nginx", folder.resolve("scratch"));
  }
}
