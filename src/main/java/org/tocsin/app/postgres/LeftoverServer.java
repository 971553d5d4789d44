package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Ends the PostgreSQL that a killed server left running on its folder, and keeps the lock file of a
 * killed PostgreSQL from blocking the next one.
 *
 * <p>The caller owns the data folder, so whatever still works in it belongs to no living server.
 */
final class LeftoverServer {
  private static final Duration FAST = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);
  private static final Duration KILLED = Duration.ofSeconds(5);

  private final Path home;
  private final Path lockFile;
  private final ServerSignals signals;

  LeftoverServer(Path home, ServerSignals signals) {
    this.home = home;
    this.lockFile = home.resolve("postmaster.pid");
    this.signals = signals;
  }

  /** After this nothing works on the folder, and nothing keeps a new server from it. */
  void stop() throws PostgresStartException {
    try {
      if (Files.notExists(lockFile)) {
        return;
      }
      OptionalLong recorded = recordedPid();
      if (recorded.isPresent() && PostgresProcess.worksOn(home, recorded.getAsLong())) {
        end(List.of(recorded.getAsLong()), "INT", FAST);
      }
      // A backend busy with a long query can outlive its postmaster's violent death.
      end(PostgresProcess.allOn(home), "QUIT", IMMEDIATE);
      disown();
    } catch (IOException e) {
      throw new PostgresStartException(
          "the PostgreSQL left over on " + home + " cannot be stopped: " + Reason.of(e), e);
    }
  }

  private void end(List<Long> pids, String signal, Duration limit)
      throws IOException, PostgresStartException {
    for (long pid : pids) {
      signals.send(signal, pid);
    }
    if (Deadline.met(limit, () -> remaining(pids).isEmpty())) {
      return;
    }
    for (long pid : remaining(pids)) {
      signals.send("QUIT", pid);
    }
    if (Deadline.met(IMMEDIATE, () -> remaining(pids).isEmpty())) {
      return;
    }
    remaining(pids).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    if (!Deadline.met(KILLED, () -> remaining(pids).isEmpty())) {
      throw new PostgresStartException(
          "a PostgreSQL left over on " + home + " does not end: process " + remaining(pids));
    }
  }

  private List<Long> remaining(List<Long> pids) {
    return pids.stream().filter(pid -> PostgresProcess.worksOn(home, pid)).toList();
  }

  /** A single-user PostgreSQL, as used while a database is made, records its negated pid. */
  private OptionalLong recordedPid() throws IOException {
    List<String> lines = Files.readAllLines(lockFile, StandardCharsets.ISO_8859_1);
    if (lines.isEmpty() || !lines.get(0).strip().matches("-?\\d{1,18}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.abs(Long.parseLong(lines.get(0).strip())));
  }

  /**
   * PostgreSQL takes any process with the recorded pid for a live server: a zombie, or whatever got
   * the pid since. It excepts its parent, so the parent's pid, ours, is put there. Deleting the
   * file would work too, but would also switch off PostgreSQL's own check that no backend of the
   * former server is still attached to the shared memory recorded further down.
   */
  private void disown() throws IOException {
    if (Files.notExists(lockFile)) {
      return;
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(lockFile, StandardCharsets.ISO_8859_1));
    if (recordedPid().isEmpty()) {
      // Cut short by a crash of the machine; no process can have outlived that.
      Files.delete(lockFile);
      return;
    }
    lines.set(0, String.valueOf(ProcessHandle.current().pid()));
    Files.writeString(lockFile, String.join("\n", lines) + "\n", UTF_8);
  }
}
