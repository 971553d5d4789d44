package org.tocsin.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The server as its users start it: the script at the root, with a data folder of its own. */
final class TocsinProcess implements AutoCloseable {
  private static final String READY = "tocsin ready on (http://\\S+)";

  /** Long, because the first use of the script may have to build. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /** How long what the script started may outlive it before it is asked to end as well. */
  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(5);

  private static final Duration ENROL_LIMIT = Duration.ofMinutes(5);

  private final Path home;
  private final Process process;
  private final LogFile log;
  private final String baseUrl;
  private final Path data;

  private TocsinProcess(Path home, Process process, LogFile log, String baseUrl, Path data) {
    this.home = home;
    this.process = process;
    this.log = log;
    this.baseUrl = baseUrl;
    this.data = data;
  }

  /** Starts the server on a free port, with its data and its log below the given folder. */
  static TocsinProcess start(Path scratch) throws IOException {
    Path home = home();
    Path data = scratch.resolve("server-data");
    LogFile log = new LogFile(scratch.resolve("server.log"));
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("tocsin").toString(),
                "serve",
                "--port",
                Integer.toString(FreePort.next()),
                "--data",
                data.toString())
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.file().toFile());
    // With it the server would use that database and not the one in the data folder.
    builder.environment().remove("QUARKUS_DATASOURCE_JDBC_URL");
    Process process = builder.start();
    try {
      String url = log.await(process, 0, READY, START_LIMIT).group(1);
      return new TocsinProcess(home, process, log, url, data);
    } catch (AssertionError e) {
      end(process, log);
      throw e;
    }
  }

  /** Without a trailing slash. */
  String baseUrl() {
    return baseUrl;
  }

  /** The interface for operators, with the token that the first start wrote. */
  OperatorApi operator() throws IOException {
    return new OperatorApi(baseUrl, Files.readString(data.resolve("operator.token")).strip());
  }

  /** The end of the server's log, for failure messages. */
  String logTail() {
    return log.tail();
  }

  /** Enrols a stock engine with the bundled agent's command, which writes the engine's file. */
  void enrolEngine(String key, String name, Path credentials) throws IOException {
    List<String> line =
        List.of(
            home.resolve("agent-client/tocsin-agent").toString(),
            "enrol",
            "--url",
            baseUrl,
            "--key",
            key,
            "--name",
            name,
            "--crowdsec-credentials",
            credentials.toString());
    Command.run(home, ENROL_LIMIT, line).orFail();
  }

  @Override
  public void close() {
    end(process, log);
  }

  /**
   * Asks the script to end and waits; what it leaves behind, because it did not pass the request
   * on, is asked too and at last killed.
   */
  private static void end(Process process, LogFile log) {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroy();
    boolean all = ended(tree.subList(0, 1), STOP_LIMIT) && ended(tree, ORPHAN_LIMIT);
    if (!all) {
      tree.forEach(ProcessHandle::destroy);
      all = ended(tree, STOP_LIMIT);
    }
    if (!all) {
      tree.forEach(ProcessHandle::destroyForcibly);
      throw new AssertionError("the server did not end when asked to" + log.tail());
    }
  }

  private static boolean ended(List<ProcessHandle> handles, Duration limit) {
    try {
      return Poll.until(
          "the end of the server",
          limit,
          () ->
              handles.stream().anyMatch(ProcessHandle::isAlive)
                  ? Optional.empty()
                  : Optional.of(true),
          () -> "");
    } catch (AssertionError e) {
      return false;
    }
  }

  private static Path home() {
    String named = System.getProperty("tocsin.home");
    if (named != null) {
      return Path.of(named).toAbsolutePath();
    }
    Path start = Path.of("").toAbsolutePath();
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isExecutable(folder.resolve("tocsin")))
        .filter(folder -> Files.isRegularFile(folder.resolve("tocsin")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no ./tocsin in " + start + " or above it"));
  }
}
