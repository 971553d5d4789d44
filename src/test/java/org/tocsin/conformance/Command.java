package org.tocsin.conformance;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A finished command: its exit code and everything it printed. */
record Command(List<String> line, int exitCode, String out, String err) {

  /**
   * Runs a command to its end.
   *
   * @throws IOException when the program cannot be started or does not end within the limit
   */
  static Command run(Path directory, Duration limit, List<String> line) throws IOException {
    Path out = Files.createTempFile("command", ".out");
    Path err = Files.createTempFile("command", ".err");
    try {
      Process process =
          new ProcessBuilder(line)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      // A tool that asks a question gets no answer instead of waiting for one.
      process.getOutputStream().close();
      boolean ended = waitFor(process, limit);
      Command result =
          new Command(
              line, ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
      if (!ended) {
        throw new IOException("still running after " + limit + ": " + result);
      }
      return result;
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /** Both outputs; the engine's tools write what they have to say to standard error. */
  String text() {
    return out + err;
  }

  /** This command, if it ended well; otherwise a failure that shows all it printed. */
  Command orFail() {
    if (exitCode != 0) {
      throw new AssertionError(this);
    }
    return this;
  }

  @Override
  public String toString() {
    return String.join(" ", line) + " -> exit " + exitCode + "\n" + text();
  }

  private static boolean waitFor(Process process, Duration limit) throws IOException {
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }
}
