package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.agent.community.FakeCentralServer.GOOD_KEY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.agent.community.FakeCentralServer;

/** What may be typed, what it means, and how a slip is named. */
final class ArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--frob | '--frob'",
        "enrol --frob | '--frob'",
        "bogus | 'bogus'",
        "enrol --url http://h/ | --key is required",
        "enrol --key k | --url is required",
        "enrol --url h.example --key k | --url: 'h.example' has no scheme",
        "enrol --url ftp://h/ --key k | 'ftp' is neither http nor https",
        "enrol --url http:// --key k | --url: not a URL",
        "enrol --url http://h:0/ --key k | port 0",
        "enrol --url http://h:70000/ --key k | port 70000",
        "enrol --url http://h/?a --key k | '?'",
        "enrol --url http://h/#a --key k | '#'",
        "enrol --url http://u:p@h/ --key k | user name or password",
        "enrol --url http://h/ --key a-b | --key: an enrolment key",
        "enrol --url http://h/ --key k --tags a,,b | empty tag",
        "enrol --url http://h/ --key k --with-papi-url | --crowdsec-credentials",
        "enrol --url http://h/ --key k --state d --crowdsec-credentials f | --state",
      })
  void namesASlipInOneLineAndExitsWithTwo(String arguments, String named) {
    AgentRun run = AgentRun.of(arguments.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("tocsin-agent: ").contains(named).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void asksForACommand() {
    AgentRun run = AgentRun.of();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("subcommand").hasLineCount(1);
  }

  @Test
  void refusesControlCharacters() {
    AgentRun name = AgentRun.of("enrol", "--url", "http://h/", "--key", "k", "--name", "a\nb");
    AgentRun tags = AgentRun.of("enrol", "--url", "http://h/", "--key", "k", "--tags", "a\tb");
    AgentRun path = AgentRun.of("enrol", "--url", "http://h/", "--key", "k", "--state", "a\0b");

    assertThat(name.err()).contains("--name has a control character").hasLineCount(1);
    assertThat(tags.err()).contains("--tags has a control character").hasLineCount(1);
    assertThat(path.err()).contains("--state: not a path").hasLineCount(1);
    assertThat(new int[] {name.code(), tags.code(), path.code()}).containsOnly(2);
  }

  @Test
  void explainsItself() {
    AgentRun all = AgentRun.of("--help");
    AgentRun enrol = AgentRun.of("enrol", "--help");
    AgentRun version = AgentRun.of("--version");

    assertThat(all.out()).contains("enrol", "--version");
    assertThat(enrol.out())
        .contains("--url", "--key", "--name", "--tags", "--overwrite", "--crowdsec-credentials")
        .contains("--with-papi-url", "--force", "--state", "TOCSIN_AGENT_STATE");
    assertThat(version.out()).matches("tocsin-agent \\S+\\R");
    assertThat(new int[] {all.code(), enrol.code(), version.code()}).containsOnly(0);
  }

  @Test
  void keepsItsOwnCredentialsWhereTheOptionOrTheVariableSays(@TempDir Path folder)
      throws IOException {
    Path fromOption = folder.resolve("a/option");
    Path fromVariable = folder.resolve("variable");
    Map<String, String> variables = Map.of("TOCSIN_AGENT_STATE", fromVariable.toString());
    try (FakeCentralServer server = new FakeCentralServer()) {
      String[] plain = {"enrol", "--url", server.url(), "--key", GOOD_KEY};
      AgentRun byVariable = AgentRun.withVariables(variables, plain);
      AgentRun byOption =
          AgentRun.withVariables(
              variables,
              "enrol",
              "--url",
              server.url(),
              "--key",
              GOOD_KEY,
              "--state",
              fromOption.toString());

      assertThat(byVariable.code()).isZero();
      assertThat(byOption.code()).isZero();
      assertThat(byOption.out()).contains("start the agent").doesNotContain("crowdsec");
      assertThat(server.machines()).hasSize(2);
    }
    for (Path state : new Path[] {fromOption, fromVariable}) {
      assertThat(state.resolve("credentials.yaml")).content().contains("password: ");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void saysThatTheStateFolderCannotBeMade(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    AgentRun run =
        AgentRun.of(
            "enrol", "--url", "http://h/", "--key", "k", "--state", file.resolve("x").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("cannot make this folder").hasLineCount(1);
  }
}
