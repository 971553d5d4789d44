package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running PostgreSQL, held as a direct child. */
final class ServerProcess {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration FAST = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);
  private static final int STATUS_LINE = 7;

  private final Process process;
  private final Path home;
  private final ServerSignals signals;

  private ServerProcess(Process process, Path home, ServerSignals signals) {
    this.process = process;
    this.home = home;
    this.signals = signals;
  }

  static ServerProcess spawn(List<String> command, Path home, ServerLog log, ServerSignals signals)
      throws IOException {
    Process process =
        Tool.process(command).redirectOutput(Redirect.appendTo(log.file().toFile())).start();
    process.getOutputStream().close();
    return new ServerProcess(process, home, signals);
  }

  /**
   * Waits until connections are taken, a recovery included.
   *
   * @return false when the server ended instead
   */
  boolean becomesReady() throws PostgresStartException {
    boolean decided = Deadline.met(READY, () -> !process.isAlive() || isReady());
    if (!decided || Thread.currentThread().isInterrupted()) {
      stop(Duration.ZERO);
      throw new PostgresStartException(
          "PostgreSQL on " + home + " was not ready within " + READY.toSeconds() + " s");
    }
    return process.isAlive();
  }

  /** The server records its state in its lock file, which it makes anew at each start. */
  private boolean isReady() {
    try {
      List<String> lines = Files.readAllLines(home.resolve("postmaster.pid"), ISO_8859_1);
      return lines.size() > STATUS_LINE
          && lines.get(0).strip().equals(String.valueOf(process.pid()))
          && lines.get(STATUS_LINE).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Stops the server: lets clients finish for a while, then ends their connections, and as a last
   * resort leaves the rest to the recovery of the next start.
   */
  void stop(Duration drain) {
    process.destroy();
    if (ended(drain)) {
      return;
    }
    signal("INT");
    if (ended(FAST)) {
      return;
    }
    signal("QUIT");
    if (!ended(IMMEDIATE)) {
      process.destroyForcibly();
      ended(IMMEDIATE);
    }
  }

  /** Completes when the server has ended, for whatever reason. */
  CompletableFuture<Process> ended() {
    return process.onExit();
  }

  private void signal(String name) {
    try {
      signals.send(name, process.pid());
    } catch (IOException e) {
      // The wait that follows runs out, and the next, harder step is taken.
    }
  }

  private boolean ended(Duration limit) {
    boolean interrupted = Thread.interrupted();
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return !process.isAlive();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
