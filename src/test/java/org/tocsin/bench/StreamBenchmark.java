package org.tocsin.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many times a second the list of 50,000 addresses is served, beside nginx serving the same
 * bytes from a file. The two take turns.
 */
final class StreamBenchmark implements Benchmark {

  private static final int ADDRESSES = 50_000;
  private static final int LEAST_PUBLISHED = 49_900;
  private static final int SIGNALS_PER_BATCH = 50;
  private static final int ROUNDS = 3;
  private static final List<Integer> CONNECTIONS = List.of(16, 64);
  private static final double LEAST_RATIO = 0.7;

  @Override
  public void run(Project project, Duration duration, Console console) {
    Optional<Path> nginx = Programs.find("nginx");
    Optional<Path> wrk = Programs.find("wrk");
    if (nginx.isEmpty() || wrk.isEmpty()) {
      console.note("stream: skipped, it needs nginx and wrk (Debian packages of these names)");
      return;
    }
    try (Scratch scratch = Scratch.create()) {
      console.progress("starting the server on an empty database");
      Path rules = BoundlessRules.write(project, scratch);
      TocsinServer server = TocsinServer.start(project, scratch, List.of(), rules);
      String token = publish(server, console);
      URI stream = server.address().resolve("/v3/decisions/stream");
      Http http = new Http();
      byte[] served = http.send("GET", stream, token, "");
      URI file = Nginx.serve(nginx.get(), served, scratch);
      if (!Arrays.equals(http.send("GET", file, token, ""), served)) {
        throw new BenchmarkFailed("nginx does not serve the bytes the server served");
      }
      Wrk load = new Wrk(wrk.get(), token, scratch);
      console.progress("warming up, twice %d s".formatted(duration.toSeconds()));
      for (int connections : CONNECTIONS) {
        load.requestsPerSecond(stream, connections, duration);
      }
      console.show(measure(load, stream, file, served.length, duration, console));
    }
  }

  /** Has two organisations report every address and publishes them; returns an agent's token. */
  private static String publish(TocsinServer server, Console console) {
    OperatorApi operator = server.operator();
    Fleet fleet = new Fleet(server.address());
    String token = "";
    for (int organisation = 1; organisation <= 2; organisation++) {
      console.progress(
          "organisation %d of 2 reports %,d addresses".formatted(organisation, ADDRESSES));
      List<String> agent = fleet.enrol(operator.newOrganisation("organisation " + organisation), 1);
      token = agent.get(0);
      new SignalLoad(server.address(), agent, SIGNALS_PER_BATCH, 1).push(ADDRESSES);
    }
    long start = System.nanoTime();
    long published = operator.curate(true);
    console.progress(
        "published %,d addresses in %.1f s"
            .formatted(published, Machine.seconds(System.nanoTime() - start)));
    // A few of the scattered addresses lie in ranges that are never listed.
    if (published < LEAST_PUBLISHED) {
      throw new BenchmarkFailed("published " + published + " addresses of " + ADDRESSES);
    }
    return token;
  }

  private static Table measure(
      Wrk load, URI stream, URI file, int bytes, Duration duration, Console console) {
    Table table =
        new Table(
            "stream: about %,d addresses as gzip, %,d bytes".formatted(ADDRESSES, bytes),
            "",
            "server req/s",
            "server MB/s",
            "nginx req/s",
            "nginx MB/s",
            "ratio");
    List<Double> medians = new ArrayList<>();
    for (int connections : CONNECTIONS) {
      List<Double> server = new ArrayList<>();
      List<Double> nginx = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        console.progress("%d connections, round %d of %d".formatted(connections, round, ROUNDS));
        server.add(load.requestsPerSecond(stream, connections, duration));
        nginx.add(load.requestsPerSecond(file, connections, duration));
        ratios.add(server.get(round - 1) / nginx.get(round - 1));
      }
      medians.add(Figures.median(ratios));
      table.row(
          connections + " connections, median of " + ROUNDS,
          Figures.count(Figures.median(server)),
          Figures.megabytes(Figures.median(server) * bytes),
          Figures.count(Figures.median(nginx)),
          Figures.megabytes(Figures.median(nginx) * bytes),
          Figures.decimal(Figures.median(ratios)));
    }
    double worst = medians.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return table
        .note(Machine.line())
        .note("both send the same bytes, compared before the clock started; wrk -t1, alternately")
        .target(
            worst >= LEAST_RATIO,
            "%.2f of nginx, at least %.2f wanted".formatted(worst, LEAST_RATIO));
  }
}
