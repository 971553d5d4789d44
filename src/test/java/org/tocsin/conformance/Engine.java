package org.tocsin.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One stock engine: log reader and local API in one process, run as the current user.
 *
 * <p>It needs credentials for a central server before anything else works. It pulls the list once,
 * about a second after it starts, and keeps what it saw until {@link #pushSignals} or until its own
 * timer, 15 to 45 seconds after the start.
 */
final class Engine implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PULLED =
      "community-blocklist : (added|received 0 new)|last CAPI pull is newer";

  private final CrowdSecPackage crowdSec;
  private final EngineFolder folder;
  private final String name;
  private final LogFile log;
  private Optional<Process> process = Optional.empty();
  private int started;

  private Engine(CrowdSecPackage crowdSec, EngineFolder folder, String name) {
    this.crowdSec = crowdSec;
    this.folder = folder;
    this.name = name;
    this.log = new LogFile(folder.engineLog());
  }

  /** Lays out an engine in a new folder, for a machine of the given name, and does not start it. */
  static Engine prepare(CrowdSecPackage crowdSec, Path folder, String name) throws IOException {
    Path path = Files.createDirectory(folder);
    return new Engine(crowdSec, EngineFolder.create(crowdSec, path, FreePort.next()), name);
  }

  /** Where the credentials for the central server have to be put. */
  Path credentialsFile() {
    return folder.centralCredentials();
  }

  /** Writes the credentials file by hand, as an administrator does. */
  void useCredentials(String url, String login, String password) throws IOException {
    Files.writeString(
        credentialsFile(), "url: %s/\nlogin: %s\npassword: %s\n".formatted(url, login, password));
  }

  /** Starts the daemon and returns while it comes up, so that several can do so at once. */
  void start() throws IOException {
    cscli("machines", "add", name, "--auto", "--force").orFail();
    started = log.mark();
    process =
        Optional.of(
            new ProcessBuilder(crowdSec.engine().toString(), "-c", folder.config().toString())
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.engineLog().toFile()))
                .start());
  }

  /** Returns once the engine follows its log file and its first pull is stored. */
  void awaitPull() {
    awaitLog("Starting processing data");
    awaitLog(PULLED);
  }

  void appendLog(List<String> lines) throws IOException {
    Files.write(folder.authLog(), lines, StandardOpenOption.APPEND);
  }

  /** Waits for a line of the engine's log, in this run of the daemon. */
  void awaitLog(String regex) {
    log.await(running(), started, regex, LIMIT);
  }

  void awaitBan(String address) {
    awaitLog(" ban on Ip " + address.replace(".", "\\.") + "\"");
  }

  /**
   * Makes the engine send what it saw now: on a reload, as {@code systemctl reload crowdsec} asks
   * for one, it sends its waiting signals before it starts anew.
   */
  void pushSignals() throws IOException {
    Command.run(folder.path(), LIMIT, List.of("kill", "-HUP", Long.toString(running().pid())))
        .orFail();
  }

  Command cscli(String... arguments) throws IOException {
    List<String> line =
        Stream.concat(
                Stream.of(crowdSec.cscli().toString(), "-c", folder.config().toString()),
                Stream.of(arguments))
            .toList();
    return Command.run(folder.path(), LIMIT, line);
  }

  /** Every active decision, those from the central server included. */
  List<Decision> decisions() throws IOException {
    return Decision.parse(cscli("decisions", "list", "-a", "-o", "json").orFail().out());
  }

  /** The end of the engine's log, for failure messages. */
  String logTail() {
    return log.tail();
  }

  /** Ends the daemon as the system does, so that its data folder can be used again. */
  void stop() {
    Process running = running();
    running.destroy();
    awaitEnd(running);
  }

  /** Ends the daemon at once; the folder is not to be used again. */
  @Override
  public void close() {
    process.ifPresent(
        running -> {
          running.destroyForcibly();
          awaitEnd(running);
        });
  }

  private void awaitEnd(Process ending) {
    Poll.until(
        "the end of engine " + name,
        LIMIT,
        () -> ending.isAlive() ? Optional.empty() : Optional.of(true),
        log::tail);
    process = Optional.empty();
  }

  private Process running() {
    return process.orElseThrow(() -> new IllegalStateException(name + " was not started"));
  }
}
