package org.tocsin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's {@code crowdsec-custom-bouncer}, which runs a script, at a running agent. */
@Timeout(180)
final class CustomBouncerIT {
  private static final String PACKAGE = "crowdsec-custom-bouncer";

  @TempDir private Path folder;
  private final Closing closing = new Closing();
  private AgentProgram agent;
  private RunningProgram bouncer;

  @BeforeEach
  void start() throws Exception {
    Path program = DebianPackage.unpacked(PACKAGE).resolve("usr/bin/" + PACKAGE);
    agent = closing.add(AgentProgram.start(folder, List.of()));
    String key = agent.command("bouncers", "add", "custom", "-o", "raw");
    bouncer =
        closing.add(
            new RunningProgram(
                folder.resolve("bouncer.out"),
                List.of(program.toString(), "-c", configuration(key).toString())));
  }

  @AfterEach
  void stop() throws Exception {
    closing.close();
  }

  private Path configuration(String key) throws IOException {
    Path script = folder.resolve("act.sh");
    Files.writeString(script, "#!/bin/sh\necho \"$1 $2 $3\" >>'" + acts() + "'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createFile(acts());
    return Files.writeString(
        folder.resolve("bouncer.yaml"),
        String.join(
            "\n",
            "bin_path: " + script,
            "piddir: " + folder,
            "update_frequency: 1s",
            "cache_retention_duration: 1s",
            "daemonize: false",
            "log_mode: stdout",
            "log_dir: " + folder,
            "log_level: info",
            "api_url: " + agent.url(),
            "api_key: " + key,
            "prometheus: {enabled: false}",
            ""));
  }

  private Path acts() {
    return folder.resolve("acts.txt");
  }

  private void awaitAct(String act) throws IOException {
    bouncer.await(
        "the script is called with " + act,
        () -> Files.readAllLines(acts()).stream().anyMatch(line -> line.startsWith(act + " ")));
  }

  @Test
  void runsItsScriptForBansByHandTheirEndAndTheirDeletion() throws Exception {
    agent.command("decisions", "add", "--ip", "45.93.1.1", "--duration", "1h");
    agent.command("decisions", "add", "--ip", "2a0b:f4c0::9", "--duration", "1h");
    agent.command("decisions", "add", "--range", "45.94.0.0/24", "--duration", "1h");
    agent.command("decisions", "add", "--ip", "45.93.1.2", "--duration", "4s");

    awaitAct("add 45.93.1.1");
    awaitAct("add 2a0b:f4c0::9");
    awaitAct("add 45.94.0.0/24");
    awaitAct("add 45.93.1.2");
    awaitAct("del 45.93.1.2");

    agent.command("decisions", "delete", "--ip", "2a0b:f4c0::9");
    agent.command("decisions", "delete", "--range", "45.94.0.0/24");

    awaitAct("del 2a0b:f4c0::9");
    awaitAct("del 45.94.0.0/24");
    assertThat(Files.readString(acts())).doesNotContain("del 45.93.1.1 ");
  }

  @Test
  void runsItsScriptForAnAttackInTheLog() throws Exception {
    agent.wrongPasswords("45.93.1.9", 3);
    agent.wrongPasswords("45.93.1.8", 6);

    awaitAct("add 45.93.1.8");
    assertThat(agent.command("decisions", "list", "-o", "raw")).contains("tocsin/ssh-bf");
    assertThat(Files.readString(acts())).doesNotContain("45.93.1.9").contains("45.93.1.8 14");

    agent.command("decisions", "delete", "--all");
    awaitAct("del 45.93.1.8");
  }

  @Test
  void runsItsScriptOnceForEachOfALongList() throws Exception {
    agent.command("decisions", "add", "--ip", "45.93.1.1", "--duration", "1h");
    awaitAct("add 45.93.1.1");
    Path list = folder.resolve("list.txt");
    Files.write(list, Addresses.some(300));

    agent.command("decisions", "import", "-i", list.toString(), "--duration", "1h");
    for (String address : Addresses.some(300)) {
      awaitAct("add " + address);
    }

    assertThat(Files.readAllLines(acts())).doesNotHaveDuplicates().hasSize(301);
  }
}
