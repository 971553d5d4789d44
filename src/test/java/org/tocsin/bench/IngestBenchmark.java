package org.tocsin.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Signals accepted durably per second over HTTP, beside binary COPY of the same rows. The two take
 * turns on the same database.
 */
final class IngestBenchmark implements Benchmark {

  private static final int ROUNDS = 2;
  private static final int ORGANISATIONS = 4;
  private static final int AGENTS = 64;
  private static final int SIGNALS_PER_BATCH = 50;
  private static final int SCENARIOS = 8;
  private static final int LARGE_COMMIT = 10_000;
  private static final double LEAST_RATIO = 0.5;
  private static final double MOST_MILLISECONDS = 500;

  /** Rows per second by COPY, from one connection and from two. */
  private record Copy(double one, double two) {
    double better() {
      return Math.max(one, two);
    }
  }

  /** What the server counted of its commits so far. */
  private record Commits(double count, double signals, double seconds) {

    static Commits now(OperatorApi operator) {
      return new Commits(
          operator.metric("signal_commit_size_count"),
          operator.metric("signal_commit_size_sum"),
          operator.metric("signal_commit_seconds_sum"));
    }

    Commits since(Commits before) {
      return new Commits(count - before.count, signals - before.signals, seconds - before.seconds);
    }

    double size() {
      return signals / count;
    }

    double milliseconds() {
      return 1000 * seconds / count;
    }
  }

  /** One round: the server's turn, then COPY's with commits of the server's size and large ones. */
  private record Round(
      SignalLoad.Outcome http, Usage usage, Commits commits, Copy copy, Copy largeCopy) {}

  @Override
  public void run(Project project, Duration duration, Console console) {
    try (Scratch scratch = Scratch.create()) {
      console.progress("starting the server on an empty database");
      TocsinServer server = TocsinServer.start(project, scratch);
      OperatorApi operator = server.operator();
      console.progress("enrolling %d agents".formatted(AGENTS));
      SignalLoad load =
          new SignalLoad(server.address(), agents(server, operator), SIGNALS_PER_BATCH, SCENARIOS);
      console.progress("warming up for %d s".formatted(duration.toSeconds()));
      long acknowledged = load.pushFor(duration).acknowledged();
      List<Round> rounds = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        console.progress(
            "round %d of %d: HTTP for %d s".formatted(round, ROUNDS, duration.toSeconds()));
        rounds.add(round(server, operator, load, duration, console));
        acknowledged += rounds.get(round - 1).http.acknowledged();
      }
      Table table = table(rounds, load.bytesPerRequest());
      long stored = operator.storedSignals();
      table.target(
          stored == acknowledged,
          "%,d signals acknowledged in all, %,d stored".formatted(acknowledged, stored));
      table.note("disk: %.0f fsync/s".formatted(Machine.syncsPerSecond(scratch.folder())));
      console.show(table);
    }
  }

  private static List<String> agents(TocsinServer server, OperatorApi operator) {
    Fleet fleet = new Fleet(server.address());
    List<String> tokens = new ArrayList<>();
    for (int organisation = 1; organisation <= ORGANISATIONS; organisation++) {
      String key = operator.newOrganisation("organisation " + organisation);
      tokens.addAll(fleet.enrol(key, AGENTS / ORGANISATIONS));
    }
    return tokens;
  }

  private static Round round(
      TocsinServer server,
      OperatorApi operator,
      SignalLoad load,
      Duration duration,
      Console console) {
    long position = CopyBaseline.lastPosition(server);
    Commits committed = Commits.now(operator);
    Usage before = Usage.now(server.process());
    SignalLoad.Outcome http = load.pushFor(duration);
    Usage usage = Usage.now(server.process()).since(before);
    Commits commits = Commits.now(operator).since(committed);
    console.progress("%,.0f signals/s; now COPY of the same rows".formatted(http.perSecond()));
    CopyBaseline baseline = CopyBaseline.ofRowsAfter(server, position);
    return new Round(
        http,
        usage,
        commits,
        copy(baseline, (int) Math.round(commits.size())),
        copy(baseline, LARGE_COMMIT));
  }

  private static Copy copy(CopyBaseline baseline, int rowsPerCommit) {
    return new Copy(
        baseline.rowsPerSecond(1, rowsPerCommit), baseline.rowsPerSecond(2, rowsPerCommit));
  }

  private static Table table(List<Round> rounds, int bytesPerRequest) {
    Table table =
        new Table("ingest: signals stored durably per second", "", "round 1", "round 2", "median");
    row(table, "HTTP, 64 connections, batches of 50", rounds, round -> round.http.perSecond());
    row(table, "  mean signals per commit", rounds, round -> round.commits.size());
    row(table, "  mean milliseconds of a commit", rounds, round -> round.commits.milliseconds());
    row(table, "COPY, commits of that size, 1 connection", rounds, round -> round.copy.one);
    row(table, "COPY, commits of that size, 2 connections", rounds, round -> round.copy.two);
    row(table, "COPY, commits of 10,000, 1 connection", rounds, round -> round.largeCopy.one);
    row(table, "COPY, commits of 10,000, 2 connections", rounds, round -> round.largeCopy.two);
    latency(table, "p50 of a batch, ms", rounds, 0.5);
    latency(table, "p95 of a batch, ms", rounds, 0.95);
    latency(table, "p99 of a batch, ms", rounds, 0.99);
    double ratio = median(rounds, round -> round.http.perSecond() / round.copy.one);
    double ratioOfTwo = median(rounds, round -> round.http.perSecond() / round.copy.two);
    double largeRatio = median(rounds, round -> round.http.perSecond() / round.largeCopy.better());
    double p99 = median(rounds, round -> round.http.latencies().milliseconds(0.99));
    Round last = rounds.get(ROUNDS - 1);
    long refused = rounds.stream().mapToLong(round -> round.http.refused()).sum();
    return table
        .note(Machine.line())
        .note(
            "a batch is %,d bytes of HTTP; %,d batches refused".formatted(bytesPerRequest, refused))
        .note("last round, %s".formatted(last.usage.text(last.http.seconds())))
        .target(
            ratio >= LEAST_RATIO,
            "HTTP is %.2f of COPY from one connection, as the server writes, with commits of the same size; at least %.2f wanted"
                .formatted(ratio, LEAST_RATIO))
        .note(
            "for comparison: %.2f of COPY from two connections, %.2f of the better one with commits of 10,000 rows"
                .formatted(ratioOfTwo, largeRatio))
        .target(
            p99 < MOST_MILLISECONDS,
            "p99 %.0f ms, under %.0f wanted".formatted(p99, MOST_MILLISECONDS));
  }

  private static void row(
      Table table, String label, List<Round> rounds, ToDoubleFunction<Round> figure) {
    table.row(
        label,
        Figures.count(figure.applyAsDouble(rounds.get(0))),
        Figures.count(figure.applyAsDouble(rounds.get(1))),
        Figures.count(median(rounds, figure)));
  }

  private static void latency(Table table, String label, List<Round> rounds, double share) {
    ToDoubleFunction<Round> figure = round -> round.http.latencies().milliseconds(share);
    table.row(
        label,
        Figures.decimal(figure.applyAsDouble(rounds.get(0))),
        Figures.decimal(figure.applyAsDouble(rounds.get(1))),
        Figures.decimal(median(rounds, figure)));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Figures.median(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
