package org.tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What it takes to bring a release out in every form there is: the signed set, all formats and the
 * MISP feed, packed in both ways, in a process that may not use much memory. Reading the list from
 * the database and the second look are not in it.
 */
final class FormatsBenchmark implements Benchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MILLION = 1_000_000;
  private static final int SHORT = 50_000;
  private static final int PART = 10;

  /** As README.md advises where there is little memory. */
  private static final List<String> JVM = List.of("-Xmx320m", "-Xmn48m", "-XX:+UseSerialGC");

  private static final double MOST_SECONDS = 30;
  private static final double MOST_BYTES = 512 * 1024 * 1024;
  private static final double MOST_RATIO = 1.3;

  /** What one thing took. */
  private record Cost(double seconds, double processor, double bytes) {}

  private final int addresses;

  /**
   * Chooses the size of the release.
   *
   * @param large a million addresses; otherwise 50,000
   */
  FormatsBenchmark(boolean large) {
    this.addresses = large ? MILLION : SHORT;
  }

  @Override
  public void run(Project project, Duration duration, Console console) {
    try (Scratch scratch = Scratch.create()) {
      Map<String, Cost> few = publish(scratch, addresses / PART, console);
      Map<String, Cost> many = publish(scratch, addresses, console);
      console.show(table(few, many));
    }
  }

  private static Map<String, Cost> publish(Scratch scratch, int addresses, Console console) {
    console.progress("%,d addresses in every form".formatted(addresses));
    Path folder = scratch.folder().resolve("release-" + addresses);
    ChildProcess process =
        scratch.start(
            "formats-" + addresses,
            Stream.of(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                    JVM,
                    List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        FormatsRun.class.getName(),
                        Integer.toString(addresses),
                        folder.toString()))
                .flatMap(List::stream)
                .toList(),
            scratch.folder());
    Map<String, Cost> costs = new LinkedHashMap<>();
    process
        .output(PATIENCE)
        .lines()
        .map(line -> line.split("\t", -1))
        .filter(parts -> parts.length == 4)
        .forEach(
            parts ->
                costs.put(
                    parts[0],
                    new Cost(
                        Double.parseDouble(parts[1]),
                        Double.parseDouble(parts[2]),
                        Double.parseDouble(parts[3]))));
    return costs;
  }

  private Table table(Map<String, Cost> few, Map<String, Cost> many) {
    Table table =
        new Table(
            "formats: a release rendered and packed in every form, " + String.join(" ", JVM),
            "",
            "%,d addresses, s".formatted(addresses / PART),
            "%,d addresses, s".formatted(addresses),
            "processor s",
            "MB");
    double peak = cost(many, FormatsRun.PEAK).bytes;
    few.remove(FormatsRun.PEAK);
    many.remove(FormatsRun.PEAK);
    many.forEach(
        (name, cost) ->
            table.row(
                name,
                Figures.decimal(cost(few, name).seconds),
                Figures.decimal(cost.seconds),
                Figures.decimal(cost.processor),
                Figures.megabytes(cost.bytes)));
    double all = sum(many, Cost::seconds);
    double part = sum(few, Cost::seconds);
    double processor = sum(many, Cost::processor);
    // Of processor time, which other work on the machine does not change.
    double ratio = processor / PART / sum(few, Cost::processor);
    table.row("all", Figures.decimal(part), Figures.decimal(all), Figures.decimal(processor), "");
    return table
        .note(Machine.line())
        .note("each measured run after a warm-up with 20,000 addresses in the same process")
        .target(
            all < MOST_SECONDS,
            "%.1f s in all, under %.0f wanted for a million".formatted(all, MOST_SECONDS))
        .target(
            peak < MOST_BYTES,
            "%s MB resident at most, under %s wanted"
                .formatted(Figures.megabytes(peak), Figures.megabytes(MOST_BYTES)))
        .target(
            ratio <= MOST_RATIO,
            "an address takes %.2f times as much processor time among ten times as many, at most %.1f wanted"
                .formatted(ratio, MOST_RATIO));
  }

  private static double sum(Map<String, Cost> costs, ToDoubleFunction<Cost> figure) {
    return costs.values().stream().mapToDouble(figure).sum();
  }

  private static Cost cost(Map<String, Cost> costs, String name) {
    return Optional.ofNullable(costs.get(name))
        .orElseThrow(() -> new BenchmarkFailed("nothing was said of " + name));
  }
}
