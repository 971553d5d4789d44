package org.tocsin.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The packed agent at work on a folder of its own, with one log to read. */
final class AgentProgram implements Closeable {
  private static final Path JAR = Path.of("target", "tocsin-agent.jar").toAbsolutePath();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final RunningProgram program;

  /**
   * Starts it.
   *
   * @param around the command that runs it, such as one that enters a network namespace
   */
  static AgentProgram start(Path folder, List<String> around) throws IOException {
    return start(folder, around, List.of());
  }

  /** Starts it with options for the JVM. */
  static AgentProgram start(Path folder, List<String> around, List<String> options)
      throws IOException {
    Files.writeString(
        folder.resolve("agent.yaml"), "state: " + folder + "/state\nlisten: 127.0.0.1:0\n");
    Files.writeString(
        folder.resolve("acquis.yaml"),
        "filenames: [" + folder + "/auth.log]\nlabels: {type: syslog}\n");
    Files.createFile(folder.resolve("auth.log"));
    List<String> run = java(options, "run", "-c", folder.resolve("agent.yaml").toString());
    AgentProgram agent =
        new AgentProgram(
            folder,
            new RunningProgram(
                folder.resolve("agent.out"),
                Stream.concat(around.stream(), run.stream()).toList()));
    try {
      agent.program.await("it is ready", () -> agent.program.said().contains("ready on"));
      return agent;
    } catch (RuntimeException | IOException | AssertionError e) {
      agent.close();
      throw e;
    }
  }

  private AgentProgram(Path folder, RunningProgram program) {
    this.folder = folder;
    this.program = program;
  }

  /** The command that runs the agent with options for the JVM. */
  static List<String> java(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs one of its commands beside it. */
  String command(String... arguments) throws Exception {
    Map<String, String> variables =
        Map.of("TOCSIN_AGENT_STATE", folder.resolve("state").toString());
    return Ran.in(folder, variables, java(List.of(), arguments)).well().strip();
  }

  /** Where bouncers find it. */
  String url() throws IOException {
    return program.said().replaceAll("(?s).*ready on (\\S+).*", "$1") + "/";
  }

  /** Writes what an SSH server writes when somebody tries passwords. */
  void wrongPasswords(String address, int times) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < times; i++) {
      lines
          .append(STAMP.format(Instant.now()))
          .append(" host sshd[4711]: Failed password for root from ")
          .append(address)
          .append(" port ")
          .append(40_000 + i)
          .append(" ssh2\n");
    }
    Files.writeString(folder.resolve("auth.log"), lines, StandardOpenOption.APPEND);
  }

  @Override
  public void close() throws IOException {
    program.close();
  }
}
