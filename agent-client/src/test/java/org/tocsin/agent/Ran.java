package org.tocsin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended that a test ran, and what it said.
 *
 * @param text both its outputs
 */
record Ran(int code, String text) {
  static Ran in(Path folder, String... command) throws IOException, InterruptedException {
    return in(folder, List.of(command));
  }

  static Ran in(Path folder, List<String> command) throws IOException, InterruptedException {
    return in(folder, Map.of(), command);
  }

  static Ran in(Path folder, Map<String, String> variables, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("said", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(variables);
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end; it said " + Files.readString(output));
      }
      return new Ran(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /** Its text, if it did what it should. */
  String well() {
    assertThat(code).as(text).isZero();
    return text;
  }
}
