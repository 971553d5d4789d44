package org.tocsin.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The load generator wrk with one thread, asking as an agent does. */
final class Wrk {

  private static final String RATE = "Requests/sec:";
  private static final String BAD = "Non-2xx or 3xx responses:";

  private final Path program;
  private final String token;
  private final Scratch scratch;
  private int runs;

  Wrk(Path program, String token, Scratch scratch) {
    this.program = program;
    this.token = token;
    this.scratch = scratch;
  }

  /** Returns how many requests a second were answered well. */
  double requestsPerSecond(URI address, int connections, Duration duration) {
    runs++;
    ChildProcess wrk =
        scratch.start(
            "wrk-" + runs,
            List.of(
                program.toString(),
                "-t1",
                "-c" + connections,
                "-d" + duration.toSeconds() + "s",
                "-H",
                "Authorization: Bearer " + token,
                "-H",
                "Accept-Encoding: gzip",
                address.toString()),
            scratch.folder());
    String output = wrk.output(duration.plusSeconds(30));
    if (output.contains(BAD) || !output.contains(RATE)) {
      throw new BenchmarkFailed("wrk was not answered well by " + address);
    }
    return output
        .lines()
        .filter(line -> line.startsWith(RATE))
        .mapToDouble(line -> Double.parseDouble(line.substring(RATE.length()).strip()))
        .findFirst()
        .orElseThrow();
  }
}
