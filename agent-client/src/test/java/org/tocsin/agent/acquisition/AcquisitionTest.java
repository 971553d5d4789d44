package org.tocsin.agent.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.rule.RuleFile;

/** All sources together, with threads, from configuration to counts. */
final class AcquisitionTest {
  private final Desk desk = new Desk();

  private Acquisition start(String text, Path state, String stdin, String journalctl) {
    byte[] input = stdin.getBytes(StandardCharsets.UTF_8);
    return Acquisition.start(
        AcquisitionConfig.read(new RuleFile("acquis.yaml", text)),
        state,
        new Acquisition.Outside(new ByteArrayInputStream(input), journalctl),
        (line, replayed) -> desk.lines.add(line),
        desk.notes::add,
        () -> desk.now);
  }

  @Test
  void readsStandardInputToItsEnd(@TempDir Path folder) {
    String text = "{source: stdin, labels: {type: nginx}}";
    try (Acquisition acquisition = start(text, folder, "a\nb", "journalctl")) {
      Desk.until(acquisition::ended);
      assertThat(desk.raws()).containsExactly("a", "b");
      assertThat(acquisition.counted()).containsExactly(new Counted("stdin", "stdin", 2, 3, 0, 0));
    }
  }

  @Test
  void goesOnInFilesAfterARestart(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("log");
    String text = "{filename: " + log + ", labels: {type: nginx}}";
    Files.writeString(log, "old\n");
    try (Acquisition first = start(text, folder.resolve("state"), "", "")) {
      Desk.until(() -> Files.exists(folder.resolve("state/positions.json")));
      Files.writeString(log, "old\none\n");
      Desk.until(() -> !desk.lines.isEmpty());
      assertThat(first.counted().get(0).lines()).isEqualTo(1);
    }
    Files.writeString(log, "old\none\ntwo\n");
    try (Acquisition second = start(text, folder.resolve("state"), "", "")) {
      Desk.until(() -> desk.lines.size() == 2);
      assertThat(second.ended()).isFalse();
    }
    assertThat(desk.raws()).containsExactly("one", "two");
  }

  @Test
  void positionsThatCannotBeWrittenAreToldOfOnceAndTriedAgain(@TempDir Path folder)
      throws IOException {
    Path state = folder.resolve("state");
    Files.writeString(state, "in the way");
    Positions positions = desk.positions(state);
    positions.mark("a", "1");
    positions.save();
    positions.save();
    assertThat(desk.notes.stream().filter(note -> note.contains("cannot be written"))).hasSize(1);

    Files.delete(state);
    positions.save();
    assertThat(desk.notes.get(desk.notes.size() - 1)).endsWith("is written again");
    assertThat(desk.positions(state).mark("a")).hasValue("1");
  }

  @Test
  void savesAtMostOnceASecondAndSetsADamagedFileAside(@TempDir Path state) throws IOException {
    Positions positions = desk.positions(state);
    positions.mark("a", "1");
    positions.saveIfDue(desk.now);
    positions.mark("a", "2");
    positions.saveIfDue(desk.now.plusMillis(999));
    assertThat(desk.positions(state).mark("a")).hasValue("1");
    positions.saveIfDue(desk.now.plus(Duration.ofSeconds(1)));
    assertThat(desk.positions(state).mark("a")).hasValue("2");

    Files.writeString(state.resolve("positions.json"), "{\"files\":");
    assertThat(desk.positions(state).mark("a")).isEmpty();
    assertThat(state.resolve("positions.json.bad")).hasContent("{\"files\":");
    assertThat(desk.notes).singleElement().asString().contains("is damaged");
  }

  @Test
  void followsTheJournalOnBehindTheLastEntryAndRestartsIt(@TempDir Path folder) throws IOException {
    Path journalctl = folder.resolve("journalctl");
    Path calls = folder.resolve("calls");
    Files.writeString(
        journalctl,
        """
        #!/bin/sh
        echo "$@" >> %s
        echo '{"__CURSOR":"c0","__REALTIME_TIMESTAMP":"1","MESSAGE":"before"}'
        echo '{"__CURSOR":"c1","__REALTIME_TIMESTAMP":"1900000000000000","_HOSTNAME":"h",\
        "SYSLOG_IDENTIFIER":"sshd","_PID":"7","MESSAGE":[104,105]}'
        echo no json
        """
            .formatted(calls));
    Files.setPosixFilePermissions(journalctl, PosixFilePermissions.fromString("rwx------"));
    String text =
        "{source: journalctl, journalctl_filter: ['_SYSTEMD_UNIT=a b'], labels: {type: syslog}}";

    try (Acquisition acquisition =
        start(text, folder.resolve("state"), "", journalctl.toString())) {
      Desk.until(() -> lineCount(calls) == 2);
      assertThat(acquisition.counted().get(0).dropped()).isPositive();
    }

    assertThat(desk.raws().get(0)).isEqualTo("Mar 17 17:46:40 h sshd[7]: hi");
    assertThat(Files.readAllLines(calls).get(0)).endsWith("--lines=1 _SYSTEMD_UNIT=a b");
    assertThat(Files.readAllLines(calls).get(1)).contains("--after-cursor=c1");
    assertThat(desk.positions(folder.resolve("state")).mark("journal _SYSTEMD_UNIT=a b"))
        .isPresent();
  }

  private static int lineCount(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void anAddressThatIsTakenIsRefusedWithItsName(@TempDir Path folder) throws IOException {
    try (java.net.ServerSocket taken =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      String text =
          "{source: syslog, protocol: tcp, listen_port: "
              + taken.getLocalPort()
              + ", labels: {type: syslog}}";
      assertThatThrownBy(() -> start(text, folder, "", ""))
          .isInstanceOf(SourceUnusable.class)
          .hasMessageContaining("cannot listen at 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void readsFilesOncePackedOrNot(@TempDir Path folder) throws IOException {
    LogFolder logs = new LogFolder(folder);
    logs.append("1\n");
    logs.rename();
    logs.pack(1);
    logs.append("2\n");
    String text = "{filename: " + folder + "/log*, mode: cat, labels: {type: nginx}}";
    try (Acquisition acquisition = start(text, folder.resolve("state"), "", "")) {
      Desk.until(acquisition::ended);
      assertThat(desk.raws()).isEqualTo(List.of("2", "1"));
    }
  }
}
