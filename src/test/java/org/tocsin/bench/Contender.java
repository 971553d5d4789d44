package org.tocsin.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An application whose start is measured on a data folder of its own, which keeps its data from
 * start to start.
 */
final class Contender {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How an application is started on a port. */
  interface Command {
    List<String> on(int port, Path data, List<String> jvmOptions);
  }

  /**
   * One start.
   *
   * @param seconds from starting the process to the first good answer
   * @param resident bytes of the Java process at that moment
   * @param database bytes of the PostgreSQL processes at that moment
   */
  record Start(double seconds, double resident, double database) {}

  private final String name;
  private final String path;
  private final Command command;
  private final Scratch scratch;
  private int starts;

  Contender(String name, String path, Command command, Scratch scratch) {
    this.name = name;
    this.path = path;
    this.command = command;
    this.scratch = scratch;
  }

  String name() {
    return name;
  }

  Path cache() {
    return scratch.folder().resolve(name.replaceAll("[^a-z]+", "-") + ".cache");
  }

  /** Starts once without looking at the clock, which makes the database and trains the cache. */
  void train(ClassCache kind) {
    start(kind.training(cache()));
    if (!Files.exists(cache())) {
      throw new BenchmarkFailed("the JDK wrote no " + kind.label() + " for " + name);
    }
  }

  /** Starts, waits for the first good answer, and stops. */
  Start start(List<String> jvmOptions) {
    int port = FreePort.draw();
    Path data = scratch.folder().resolve(name.replaceAll("[^a-z]+", "-"));
    URI address = URI.create("http://127.0.0.1:" + port + path);
    starts++;
    List<String> line = command.on(port, data, jvmOptions);
    long begin = System.nanoTime();
    try (ChildProcess process =
        scratch.start("start-" + starts + "-" + data.getFileName(), line, scratch.folder())) {
      while (!Readiness.answers(address)) {
        process.checkAlive();
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new BenchmarkFailed(name + " was not ready within " + PATIENCE);
        }
        Readiness.pause();
      }
      return new Start(
          Machine.seconds(System.nanoTime() - begin),
          Memory.resident(process),
          Memory.residentBelow(process));
    }
  }
}
