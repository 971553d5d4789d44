package org.tocsin.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What it costs to fold, judge and publish the signals of one minute, with little and with much
 * stored, beside the bare statement that keeps the first and last time of the same signals.
 */
final class CurationBenchmark implements Benchmark {

  /** A minute of ten million signals a day, and ten times as many. */
  private static final int MINUTE = 7_000;

  private static final int BURST = 10 * MINUTE;
  private static final double MOST_SECONDS = 10;
  private static final double MOST_RATIO = 1.3;
  private static final double MOST_CPU_SECONDS = 60;
  private static final long MILLION = 1_000_000;

  /** How much is stored the first and the second time, and how often each batch is repeated. */
  private record Form(long little, long much, int minutes, int bursts) {}

  /**
   * One run.
   *
   * @param seconds how long it took
   * @param usage what it used
   * @param signals how many signals it took up
   * @param addresses of how many addresses these told
   */
  private record Run(double seconds, Usage usage, long signals, long addresses) {

    double server() {
      return usage.server().toMillis() / 1e3;
    }

    double database() {
      return usage.database().toMillis() / 1e3;
    }

    double microsecondsPerAddress() {
      return seconds * MILLION / addresses;
    }

    double cpuPerMillion() {
      return (server() + database()) * MILLION / signals;
    }
  }

  /** All runs with one amount of evidence. */
  private record Phase(
      long sightings, List<Run> minutes, List<Run> bursts, List<Run> idle, List<Double> peer) {}

  private final Form form;

  /**
   * Chooses how much is stored.
   *
   * @param large one million and ten million sightings; otherwise a tenth of that
   */
  CurationBenchmark(boolean large) {
    this.form =
        large ? new Form(MILLION, 10 * MILLION, 7, 5) : new Form(MILLION / 10, MILLION, 3, 2);
  }

  @Override
  public void run(Project project, Duration duration, Console console) {
    try (Scratch scratch = Scratch.create()) {
      console.progress("starting the server on an empty database");
      TocsinServer server =
          TocsinServer.start(project, scratch, List.of("-Dtocsin.schedule.curation=off"));
      OperatorApi operator = server.operator();
      operator.curate(false);
      try (CurationWorld world = new CurationWorld(server, form.little)) {
        Phase little = phase(server, operator, world, form.little, console);
        Phase much = phase(server, operator, world, form.much, console);
        console.show(table(little, much, world.number("select count(*) from listing")));
      }
    }
  }

  private Phase phase(
      TocsinServer server,
      OperatorApi operator,
      CurationWorld world,
      long wanted,
      Console console) {
    console.progress("storing %,d sightings and judging some of them".formatted(wanted));
    boolean withPeer = wanted == form.little;
    long sightings = world.store(wanted);
    operator.curate(true);
    world.approveParked();
    operator.curate(false);
    if (withPeer) {
      world.copySightings();
    }
    Phase phase =
        new Phase(
            sightings, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int round = 0;
    curate(server, operator, world.arrive(round++, MINUTE));
    CurationWorld.Batch first = world.arrive(round++, BURST);
    curate(server, operator, first);
    if (withPeer) {
      world.plainFold(first);
    }
    for (int i = 1; i <= form.minutes; i++) {
      phase.minutes.add(curate(server, operator, world.arrive(round++, MINUTE)));
      show(console, phase.minutes);
    }
    for (int i = 1; i <= form.bursts; i++) {
      CurationWorld.Batch batch = world.arrive(round++, BURST);
      phase.bursts.add(curate(server, operator, batch));
      show(console, phase.bursts);
      if (withPeer) {
        phase.peer.add(world.plainFold(batch) * MILLION / BURST);
      }
    }
    for (int i = 1; i <= form.minutes; i++) {
      phase.idle.add(curate(server, operator, new CurationWorld.Batch(0, 0, 1)));
    }
    return phase;
  }

  private static Run curate(TocsinServer server, OperatorApi operator, CurationWorld.Batch batch) {
    Usage before = Usage.now(server.process());
    long start = System.nanoTime();
    operator.curate(false);
    double seconds = Machine.seconds(System.nanoTime() - start);
    return new Run(
        seconds,
        Usage.now(server.process()).since(before),
        batch.last() - batch.after(),
        batch.addresses());
  }

  private static void show(Console console, List<Run> runs) {
    Run last = runs.get(runs.size() - 1);
    console.progress(
        "%,d signals of %,d addresses in %.2f s, processor time: server %.2f s, PostgreSQL %.2f s"
            .formatted(last.signals, last.addresses, last.seconds, last.server(), last.database()));
  }

  private static Table table(Phase little, Phase much, long listed) {
    Table table =
        new Table(
            "curation: the signals of a minute folded, judged and published, medians",
            "",
            "%,d stored".formatted(little.sightings),
            "%,d stored".formatted(much.sightings),
            "ratio");
    for (int size : List.of(MINUTE, BURST)) {
      String label = "%,d signals, ".formatted(size);
      row(table, label + "seconds", runs(little, size), runs(much, size), Run::seconds);
      row(table, "  server processor s", runs(little, size), runs(much, size), Run::server);
      row(table, "  PostgreSQL processor s", runs(little, size), runs(much, size), Run::database);
      row(
          table,
          "  microseconds an address",
          runs(little, size),
          runs(much, size),
          Run::microsecondsPerAddress);
      row(
          table,
          "  processor s a million signals",
          runs(little, size),
          runs(much, size),
          Run::cpuPerMillion);
    }
    row(table, "no signals, seconds", little.idle, much.idle, Run::seconds);
    double peer = Figures.median(little.peer);
    double cpu = median(much.bursts, Run::cpuPerMillion);
    table.row("bare upsert, processor s a million", Figures.decimal(peer), "", "");
    return targets(
        table
            .note(Machine.line())
            .note(
                "20,000 organisations, %,d addresses listed; %,d and %,d addresses touched"
                    .formatted(
                        listed, little.minutes.get(0).addresses, little.bursts.get(0).addresses))
            .note(
                "a signal costs %.1f times the processor time of the bare upsert of it, with as much stored"
                    .formatted(median(little.bursts, Run::cpuPerMillion) / peer)),
        little,
        much,
        cpu);
  }

  private static Table targets(Table table, Phase little, Phase much, double cpu) {
    double seconds = median(much.minutes, Run::seconds);
    double burst = median(much.bursts, Run::seconds);
    double ratio =
        median(much.minutes, Run::microsecondsPerAddress)
            / median(little.minutes, Run::microsecondsPerAddress);
    double burstRatio =
        median(much.bursts, Run::microsecondsPerAddress)
            / median(little.bursts, Run::microsecondsPerAddress);
    return table
        .target(
            seconds < MOST_SECONDS,
            "a minute takes %.2f s, under %.0f wanted".formatted(seconds, MOST_SECONDS))
        .target(
            burst < MOST_SECONDS,
            "ten times as much takes %.2f s, under %.0f wanted".formatted(burst, MOST_SECONDS))
        .target(
            Math.max(ratio, burstRatio) <= MOST_RATIO,
            "an address costs %.2f times as much (%.2f in a burst) with ten times as much stored, at most %.1f wanted"
                .formatted(ratio, burstRatio, MOST_RATIO))
        .target(
            cpu <= MOST_CPU_SECONDS,
            "%.0f s of processor time for a million signals, at most %.0f wanted"
                .formatted(cpu, MOST_CPU_SECONDS));
  }

  private static List<Run> runs(Phase phase, int size) {
    return size == MINUTE ? phase.minutes : phase.bursts;
  }

  private static void row(
      Table table, String label, List<Run> little, List<Run> much, ToDoubleFunction<Run> figure) {
    table.row(
        label,
        Figures.decimal(median(little, figure)),
        Figures.decimal(median(much, figure)),
        Figures.decimal(median(much, figure) / median(little, figure)));
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    return Figures.median(runs.stream().map(run -> figure.applyAsDouble(run)).toList());
  }
}
