package org.tocsin.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * Processor time used by everyone who shares the machine in a benchmark.
 *
 * @param server by the server's Java process
 * @param database by the PostgreSQL processes below it
 * @param load by this process, which makes the load
 */
record Usage(Duration server, Duration database, Duration load) {

  static Usage now(ChildProcess server) {
    return new Usage(
        server.cpu(),
        server.cpuOfDescendants(),
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
  }

  Usage since(Usage before) {
    return new Usage(
        server.minus(before.server), database.minus(before.database), load.minus(before.load));
  }

  String text(double seconds) {
    return String.format(
        Locale.ROOT,
        "processor time: server %.1f s, PostgreSQL %.1f s, load %.1f s of %.1f s",
        server.toMillis() / 1e3,
        database.toMillis() / 1e3,
        load.toMillis() / 1e3,
        seconds * Runtime.getRuntime().availableProcessors());
  }
}
