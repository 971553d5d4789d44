package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run rules over logs, with a small hub. */
final class RuleCommandsTest {
  @TempDir private Path folder;
  private SmallHub hub;

  @BeforeEach
  void writeHub() {
    hub = SmallHub.in(folder);
  }

  private AgentRun run(String command, Path log, String... more) {
    String[] arguments = {
      command,
      "--hub",
      folder.toString(),
      "--collections",
      "me/door",
      "--type",
      "door",
      "--file",
      log.toString()
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return AgentRun.of(all);
  }

  @Test
  void replayPrintsOverflowsAndCounts() {
    Path log = hub.write("door.log", SmallHub.log("192.0.2.1") + "something else\n");

    AgentRun run = run("replay", log);

    assertThat(run.code()).as(run.err()).isZero();
    // An overflow that is looked at again is an event of now, even in replay.
    assertThat(run.out())
        .matches(
            """
            overflow\t2024-01-02T03:04:07Z\tme/knocking\t192\\.0\\.2\\.1
            overflow\t\\S+Z\tme/again\t192\\.0\\.2\\.1
            lines 4, events 3, overflows 2, \\d+ lines/s
            """);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aWhitelistedOverflowIsToldButNotReprocessed() {
    Path log = hub.write("door.log", SmallHub.log("192.0.2.99"));

    assertThat(run("replay", log).out()).contains("me/knocking").doesNotContain("me/again");
  }

  @Test
  void nothingInASourceReachesTheTerminal() {
    hub.write(
        "scenarios/me/again.yaml",
        """
        type: trigger
        name: me/again
        filter: evt.Meta.log_type == 'knock'
        scope: {type: line, expression: evt.Line.Raw}
        """);
    Path log = hub.write("door.log", "2024-01-02T03:04:05Z knock by 192.0.2.1\u001b[31m\tred\n");

    assertThat(run("replay", log).out())
        .contains("\tme/again\t2024-01-02T03:04:05Z knock by 192.0.2.1?[31m?red\n");
  }

  @Test
  void explainUsesTheRulesOfTheProgramWhereNoneAreInstalled(@TempDir Path empty)
      throws IOException {
    Path log =
        Files.writeString(
            empty.resolve("auth.log"),
            "May  6 07:08:09 web sshd[1]: Failed password for root from 9.1.2.3 port 42 ssh2\n");

    AgentRun run =
        AgentRun.of(
            "explain", "--file", log.toString(), "--type", "syslog", "--config", empty.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("evt.Meta.source_ip = 9.1.2.3").contains("tocsin/ssh-bf");
  }

  @Test
  void explainTellsWhatEachLineMeant() {
    Path log = hub.write("door.log", SmallHub.log("192.0.2.1") + "something else\n");

    AgentRun run = run("explain", log);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("line: 2024-01-02T03:04:05Z knock by 192.0.2.1")
        .contains("  s01-parse: me/door-logs")
        .contains("    evt.Meta.log_type = knock")
        .contains("  scenario me/knocking (192.0.2.1): took it")
        .contains("  scenario me/knocking (192.0.2.1): ran over")
        .contains("  overflow: Ip 192.0.2.1 performed 'me/knocking' (3 events over 2s)")
        .contains("line: something else\n  s00-raw: crowdsecurity/syslog-logs")
        .contains("  not understood: no rule of the stage s01-parse knew it");
  }

  @Test
  void hubtestPassesAndCounts() {
    AgentRun run = AgentRun.of("hubtest", "run", "--hub", folder.toString());

    assertThat(run.out()).isEqualTo("1 passed, 0 failed\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void hubtestNamesTestAndAssertion() {
    hub.write(".tests/knocking/scenario.assert", "len(results) == 2\n1 in results[0].Nope\n");

    AgentRun run = AgentRun.of("hubtest", "run", "--hub", folder.toString(), "knocking", "nope");

    assertThat(run.out())
        .contains("knocking: len(results) == 2: does not hold\n")
        .contains("knocking: 1 in results[0].Nope: an event has no field Nope\n")
        .contains("nope: there is no such test\n")
        .endsWith("0 passed, 2 failed\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void hubtestWarnsOfWhatUpstreamWouldSwallow() {
    hub.write(
        ".tests/knocking/scenario.assert",
        "len(results) == 1\n\"nobody\" in results[0].Overflow.GetSources()\n");

    AgentRun run = AgentRun.of("hubtest", "run", "--hub", folder.toString());

    assertThat(run.out())
        .contains("knocking: warning: \"nobody\" in results[0].Overflow.GetSources()")
        .endsWith("1 passed, 0 failed\n");
  }

  @Test
  void anEmptyAssertionFileFails() {
    hub.write(".tests/knocking/parser.assert", "\n");

    assertThat(AgentRun.of("hubtest", "run", "--hub", folder.toString()).out())
        .contains("knocking: parser.assert: please fill your assert file");
  }

  @Test
  void aMistakeInARuleIsNamedWithItsPlace() {
    hub.write("scenarios/me/again.yaml", "name: me/again\ntype: trigger\nfilter: evt.Nope\n");
    Path log = hub.write("door.log", "");

    AgentRun run = run("replay", log);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "tocsin-agent: scenarios/me/again.yaml:3: filter: an event has no field Nope (at"
                + " character 4)\n");
  }

  @Test
  void whatIsNotThereIsNamed() {
    Path log = hub.write("door.log", "");
    assertThat(run("replay", folder.resolve("no.log")).err()).contains("no.log: no such file");
    assertThat(run("explain", log, "--collections", "me/none").err())
        .contains("no collection me/none");
    assertThat(AgentRun.of("hubtest", "run", "--hub", folder + "/none").err())
        .contains("none: not a folder");
  }

  @Test
  void rulesMayNotBeReadFromOutsideTheHub() {
    hub.write("collections/me/door.yaml", "name: me/door\nparsers: [../../../../etc/passwd]\n");
    Path log = hub.write("door.log", "");

    AgentRun run = run("replay", log);

    assertThat(run.err()).contains("no parser ../../../../etc/passwd");
  }

  @Test
  void anEmptyLogIsNoMistake() {
    assertThat(run("replay", hub.write("door.log", "")).out())
        .startsWith("lines 0, events 0, overflows 0, ");
  }
}
