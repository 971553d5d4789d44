package org.tocsin.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The load generator wrk with one thread, asking as an agent or a consumer does. */
final class Wrk {

  private static final String RATE = "Requests/sec:";
  private static final String BAD = "Non-2xx or 3xx responses:";

  private static final String AUTHORIZATION = "Authorization: ";

  private final Path program;
  private final List<String> headers;
  private final Scratch scratch;

  Wrk(Path program, String token, Scratch scratch) {
    this(program, List.of(AUTHORIZATION + "Bearer " + token, "Accept-Encoding: gzip"), scratch);
  }

  private Wrk(Path program, List<String> headers, Scratch scratch) {
    this.program = program;
    this.headers = headers;
    this.scratch = scratch;
  }

  /** Returns the same for one who has what this entity tag is of. */
  Wrk having(String tag) {
    List<String> more = new ArrayList<>(headers);
    more.add("If-None-Match: " + tag);
    return new Wrk(program, more, scratch);
  }

  /** Returns the same without a token. */
  Wrk unknown() {
    return new Wrk(
        program,
        headers.stream().filter(header -> !header.startsWith(AUTHORIZATION)).toList(),
        scratch);
  }

  /** Returns how many requests a second were answered well. */
  double requestsPerSecond(URI address, int connections, Duration duration) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("-t1", "-c" + connections, "-d" + duration.toSeconds() + "s"));
    headers.forEach(header -> command.addAll(List.of("-H", header)));
    command.add(address.toString());
    ChildProcess wrk = scratch.start("wrk-" + UUID.randomUUID(), command, scratch.folder());
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
