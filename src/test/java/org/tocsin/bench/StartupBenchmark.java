package org.tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * From starting the process to the first good answer on kept data, beside empty Quarkus
 * applications with the same embedded PostgreSQL. All take turns, with the same kind of start-up
 * cache trained in the same way.
 */
final class StartupBenchmark implements Benchmark {

  private static final int RUNS = 7;
  private static final double MOST_RATIO = 1.3;
  private static final String SERVER = "server";
  private static final String EMPTY = "empty, same extensions";
  private static final String MINIMAL = "empty, fewest extensions";
  private static final String HEALTH = "/q/health/ready";

  @Override
  public void run(Project project, Duration duration, Console console) {
    ClassCache cache = ClassCache.ofThisJdk();
    try (Scratch scratch = Scratch.create()) {
      List<Contender> contenders = contenders(project, scratch, console);
      for (Contender contender : contenders) {
        console.progress("training run: %s (%s)".formatted(contender.name(), cache.label()));
        contender.train(cache);
      }
      Map<String, List<Contender.Start>> starts = new LinkedHashMap<>();
      for (int run = 1; run <= RUNS; run++) {
        console.progress("start %d of %d of each".formatted(run, RUNS));
        for (Contender contender : contenders) {
          starts
              .computeIfAbsent(contender.name(), name -> new ArrayList<>())
              .add(contender.start(cache.using(contender.cache())));
        }
      }
      console.show(table(starts, cache));
    }
  }

  private static List<Contender> contenders(Project project, Scratch scratch, Console console) {
    console.progress("building the empty applications with Maven (kept in target/)");
    Path empty = EmptyApplication.withTheServersExtensions(project, scratch);
    Path minimal = EmptyApplication.withFewestExtensions(project, scratch);
    return List.of(
        new Contender(
            SERVER, HEALTH, (port, data, options) -> project.serve(options, port, data), scratch),
        new Contender(EMPTY, HEALTH, command(empty), scratch),
        new Contender(MINIMAL, "/", command(minimal), scratch));
  }

  private static Contender.Command command(Path jar) {
    return (port, data, options) -> {
      List<String> all = new ArrayList<>(options);
      all.add("-Dquarkus.http.host=127.0.0.1");
      all.add("-Dquarkus.http.port=" + port);
      return Project.java(all, jar, data.toString());
    };
  }

  private static Table table(Map<String, List<Contender.Start>> starts, ClassCache cache) {
    Table table =
        new Table(
            "startup: process start to first answer, kept data, " + cache.label(),
            "",
            "median s",
            "fastest s",
            "slowest s",
            "JVM RSS MB",
            "PostgreSQL MB");
    starts.forEach(
        (name, each) ->
            table.row(
                name,
                Figures.decimal(median(each, Contender.Start::seconds)),
                Figures.decimal(
                    each.stream().mapToDouble(Contender.Start::seconds).min().orElseThrow()),
                Figures.decimal(
                    each.stream().mapToDouble(Contender.Start::seconds).max().orElseThrow()),
                Figures.megabytes(median(each, Contender.Start::resident)),
                Figures.megabytes(median(each, Contender.Start::database))));
    double ratio = ratio(starts, EMPTY);
    return table
        .note(Machine.line())
        .note("empty: this Quarkus, packaging and embedded PostgreSQL, and no code of ours beside")
        .note("fewest extensions: quarkus-rest and quarkus-jdbc-postgresql (with Agroal) only")
        .target(
            ratio <= MOST_RATIO,
            "%.2fx of the empty application with the same extensions, at most %.2fx wanted"
                .formatted(ratio, MOST_RATIO))
        .note("for comparison: %.2fx of the one with the fewest".formatted(ratio(starts, MINIMAL)));
  }

  private static double ratio(Map<String, List<Contender.Start>> starts, String peer) {
    return median(of(starts, SERVER), Contender.Start::seconds)
        / median(of(starts, peer), Contender.Start::seconds);
  }

  private static List<Contender.Start> of(
      Map<String, List<Contender.Start>> starts, String contender) {
    return Optional.ofNullable(starts.get(contender)).orElseThrow();
  }

  private static double median(
      List<Contender.Start> starts, ToDoubleFunction<Contender.Start> figure) {
    return Figures.median(starts.stream().map(figure::applyAsDouble).toList());
  }
}
