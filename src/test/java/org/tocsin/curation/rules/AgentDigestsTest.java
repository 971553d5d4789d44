package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tocsin.curation.Rules;

/** The rules that come with the server know the scenarios that come with the agent. */
final class AgentDigestsTest {
  private static final Path SCENARIOS = Path.of("agent-client/scenarios/tocsin");
  private static final Path DIGESTS = Path.of("curation-rules/agent-digests.txt");
  private static final Pattern NAME = Pattern.compile("(?m)^name: (\\S+)$");

  private static Set<String> published() throws Exception {
    Set<String> lines = new TreeSet<>();
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String digest =
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        NAME.matcher(Files.readString(file))
            .results()
            .forEach(found -> lines.add(digest + " " + found.group(1)));
      }
    }
    return lines;
  }

  @Test
  void everyScenarioOfTheAgentIsAmongThePublishedOnes() throws Exception {
    List<String> known = Files.readAllLines(DIGESTS);

    assertThat(known)
        .as("add what is missing to %s; older lines stay, agents out there have them", DIGESTS)
        .containsAll(published());
  }

  @Test
  void whatAnAgentNoticedBecauseOfTheListProvesNothing() throws Exception {
    Set<String> echoes =
        published().stream().filter(line -> line.endsWith("-listed")).collect(Collectors.toSet());
    Rules rules = shipped();

    assertThat(echoes).isNotEmpty();
    for (String echo : echoes) {
      String[] words = echo.split(" ", -1);
      assertThat(rules.scenarios().of(words[1], words[0]).confidence()).as(echo).isZero();
    }
    assertThat(rules.scenarios().of("tocsin/ssh-bf", "").confidence()).isEqualTo(3);
  }

  @Test
  void aChangedScenarioOfTheAgentProvesNothing() throws Exception {
    assertThat(shipped().scenarios().of("tocsin/ssh-bf", "ab".repeat(32)).confidence()).isZero();
  }

  private static Rules shipped() throws IOException, RulesRefused {
    return new RulesText()
        .with("scenarios.yaml", Files.readString(Path.of("curation-rules/scenarios.yaml")))
        .with("agent-digests.txt", Files.readString(DIGESTS))
        .read();
  }
}
