package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Runs one short program to its end, in an environment that cannot change what it does. */
final class Tool {
  private static final int LINES = 8;

  private Tool() {}

  record Outcome(int status, String output) {
    boolean succeeded() {
      return status == 0;
    }

    /** The last lines, where programs say what went wrong. */
    String ending() {
      List<String> lines = output.lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
  }

  /**
   * Builds the process for a PostgreSQL program. Variables such as PGDATA or PGOPTIONS would
   * override its arguments, and an LC_ALL that is not installed would stop it.
   */
  static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  static Outcome run(List<String> command, String input) throws IOException {
    Process process = process(command).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    } catch (IOException endedEarly) {
      // It ended without reading its input; its status and output say why.
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    try {
      return new Outcome(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(0) + " ran", e);
    }
  }
}
