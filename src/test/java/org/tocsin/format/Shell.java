package org.tocsin.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs installed programs on files in a scratch folder, or skips the test if they are missing. */
final class Shell {

  private static final String PATH = System.getenv("PATH") + ":/usr/sbin:/sbin";
  private static final int SECONDS = 60;

  private final Path folder;
  private final List<String> before;

  private Shell(Path folder, List<String> before) {
    this.folder = folder;
    this.before = before;
  }

  /** What a program answered. */
  record Answer(int exit, String output) {}

  /** Returns a shell in which this program can be run. */
  static Shell with(String program, Path folder) {
    boolean installed =
        Stream.of(PATH.split(":")).anyMatch(at -> Files.isExecutable(Path.of(at, program)));
    Assumptions.assumeTrue(installed, "skipped: " + program + " is not installed");
    return new Shell(folder, List.of());
  }

  /** Returns the same in a network of its own, where its tables are nobody's. */
  Shell isolated(String probe) throws IOException, InterruptedException {
    Shell shell = new Shell(folder, List.of("unshare", "--map-root-user", "--net"));
    Answer answer = shell.run(probe);
    Assumptions.assumeTrue(
        answer.exit() == 0,
        () -> "skipped: no network namespace for this test: " + answer.output().strip());
    return shell;
  }

  Shell holding(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    return this;
  }

  Answer run(String script) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("sh", "-ec", script));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PATH", PATH);
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no answer after " + SECONDS + " s: " + script);
    }
    return new Answer(
        process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
  }
}
