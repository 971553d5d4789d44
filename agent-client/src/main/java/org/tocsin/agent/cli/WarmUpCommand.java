package org.tocsin.agent.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.tocsin.agent.daemon.AgentConfig;
import org.tocsin.agent.daemon.RunningAgent;
import org.tocsin.agent.decision.SqliteBouncers;
import org.tocsin.agent.decision.SqliteStore;
import picocli.CommandLine.Command;

/**
 * Does once, on a scratch folder, what an agent does while it starts and soon after, so that a JVM
 * told to remember the classes it has loaded can start the next agent faster.
 */
@Command(
    name = "warm-up",
    hidden = true,
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    description = "Starts and stops an agent in a scratch folder.")
final class WarmUpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String KEY = "a key that is gone in a second";

  private static final String CONFIGURATION = "state: state\nlisten: 127.0.0.1:0\n";
  private static final String ACQUISITION = "filename: %s\nmode: cat\nlabels: {type: syslog}\n";
  private static final String LOG =
      "Mar  1 08:00:00 host sshd[4711]: Failed password for root from 192.0.2.1 port 4000 ssh2\n";

  /** Nobody listens at this port, so that calls are made and come to nothing. */
  private static final String CREDENTIALS = "url: http://127.0.0.1:1/\nlogin: x\npassword: x\n";

  private final Environment environment;
  private final InstantSource clock;

  WarmUpCommand(Environment environment) {
    this.environment = environment;
    this.clock = InstantSource.system();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tocsin-agent");
    try {
      Path state = Files.createDirectory(folder.resolve("state"));
      Path log = Files.writeString(folder.resolve("log"), LOG);
      Files.writeString(folder.resolve("acquis.yaml"), ACQUISITION.formatted(log));
      Files.writeString(state.resolve("credentials.yaml"), CREDENTIALS);
      try (SqliteStore store = SqliteStore.open(state)) {
        new SqliteBouncers(store).add("warm-up", KEY, clock.instant());
      }
      run(Files.writeString(folder.resolve("agent.yaml"), CONFIGURATION));
      return ExitCode.DONE.number();
    } finally {
      delete(folder);
    }
  }

  private void run(Path config) throws IOException, InterruptedException {
    RunningAgent.World world =
        new RunningAgent.World(
            clock,
            environment.random(),
            note -> {},
            "tocsin-agent/" + TocsinAgent.version(),
            Runtime.getRuntime().maxMemory());
    try (RunningAgent agent = RunningAgent.start(AgentConfig.read(config), world)) {
      URI address = URI.create("http:/" + agent.address());
      Instant deadline = clock.instant().plus(PATIENCE);
      while (!get(address.resolve("/metrics")).contains("events_understood_total 1")
          && clock.instant().isBefore(deadline)) {
        Thread.sleep(PAUSE.toMillis());
      }
      get(address.resolve("/v1/decisions/stream?startup=true"));
    }
  }

  private String get(URI page) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(page).header("X-Api-Key", KEY).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException problem)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
