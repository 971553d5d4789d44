package org.tocsin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.tocsin.address.Address;
import org.tocsin.release.Head;
import org.tocsin.release.Packing;
import org.tocsin.release.ReleaseWriting;

/**
 * What keeping up costs on the wire: the files that the writer of releases made, of a list that
 * changes as a published one does, counted as a reader fetches them.
 */
final class UpdatesBenchmark implements Benchmark {

  private static final Path LIST = Path.of("../shared/data/ipsum.txt.gz");
  private static final int SHORT = 8_000;
  private static final int DAYS = 7;
  private static final int WEEK = DAYS * ChurningList.PER_DAY;
  private static final long SEED = 20_261_122;

  /** Of so many addresses two are listed at a time. */
  private static final double LISTED = 2.0 / 3;

  private static final double MOST_OF_TWO_HOURS = 0.01;
  private static final double MOST_OF_A_WEEK = 0.45;

  /** Bytes of one kind of fetching. */
  private record Bytes(double gzip, double zstd) {
    Bytes plus(Bytes other) {
      return new Bytes(gzip + other.gzip, zstd + other.zstd);
    }
  }

  /** What readers so many releases behind fetched, one after each release of the week. */
  private record Late(String label, int releases, List<Bytes> updates) {
    static Late of(String label, int releases) {
      return new Late(label, releases, new ArrayList<>());
    }

    double median(ToDoubleFunction<Bytes> kind) {
      return Figures.median(updates.stream().map(one -> kind.applyAsDouble(one)).toList());
    }
  }

  /** The week as it was measured. */
  private record Week(
      List<Late> late, List<Bytes> full, List<Double> heads, List<List<Double>> churn) {}

  private final boolean large;

  /**
   * Chooses the size of the list.
   *
   * @param large all there are; otherwise a few thousand
   */
  UpdatesBenchmark(boolean large) {
    this.large = large;
  }

  @Override
  public void run(Project project, Duration duration, Console console) {
    List<Address> addresses = addresses(project, console);
    Collections.shuffle(addresses, new Random(SEED));
    List<Address> some =
        large ? addresses : addresses.subList(0, Math.min(SHORT, addresses.size()));
    int size = (int) (some.size() * LISTED);
    console.progress("writing the releases of a week, %,d addresses".formatted(size));
    try (Scratch scratch = Scratch.create()) {
      ChurningList list = new ChurningList(some, size, 2 * WEEK, SEED);
      console.show(table(size, measure(list, scratch.folder())));
    } catch (IOException e) {
      throw new BenchmarkFailed("the releases could not be written", e);
    }
  }

  private static List<Address> addresses(Project project, Console console) {
    Path file = project.root().resolve(LIST);
    if (!Files.exists(file)) {
      console.note("updates: the real list is skipped, made-up addresses take its place");
      return new ArrayList<>(
          LongStream.range(0, 120_000)
              .mapToObj(PublicAddresses::text)
              .flatMap(text -> Address.parse(text).stream())
              .toList());
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      Stream<Address> found =
          lines
              .lines()
              .map(line -> line.split("\\s", 2)[0])
              .flatMap(text -> Address.parse(text).stream());
      return new ArrayList<>(found.distinct().toList());
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot read " + file, e);
    }
  }

  private static Week measure(ChurningList list, Path folder) throws IOException {
    Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
    ReleaseWriting writer = new ReleaseWriting(list, folder, () -> now[0]);
    Week week =
        new Week(
            List.of(
                Late.of("two hours late", 1),
                Late.of("a day late", ChurningList.PER_DAY),
                Late.of("seven days late", WEEK)),
            new ArrayList<>(),
            new ArrayList<>(),
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    for (int release = 1; release <= 2 * WEEK; release++) {
      now[0] = now[0].plus(ChurningList.BETWEEN);
      list.release(now[0]);
      if (release > WEEK) {
        fetch(writer.write(now[0]), folder, week);
        for (int i = 0; i < week.late.size(); i++) {
          week.churn.get(i).add(list.changedSince(week.late.get(i).releases));
        }
      }
    }
    return week;
  }

  private static void fetch(Head head, Path folder, Week week) throws IOException {
    Bytes full = packed(folder, head.snapshot());
    week.full.add(full);
    week.heads.add((double) Files.size(folder.resolve("head.json")));
    for (Late late : week.late) {
      long held = head.serial() - late.releases;
      late.updates.add(update(head, held, folder).orElse(full));
    }
  }

  /** Returns what the deltas come to that lead from a release to the head, if there are such. */
  private static Optional<Bytes> update(Head head, long held, Path folder) throws IOException {
    Bytes fetched = new Bytes(0, 0);
    long at = held;
    while (at < head.serial()) {
      long serial = at;
      Optional<Head.Delta> next =
          head.deltas().stream().filter(delta -> delta.from() <= serial).findFirst();
      if (next.isEmpty() || next.get().to() <= at) {
        return Optional.empty();
      }
      fetched = fetched.plus(packed(folder, next.get().file()));
      at = next.get().to();
    }
    return Optional.of(fetched);
  }

  private static Bytes packed(Path folder, Head.File file) throws IOException {
    Path plain = folder.resolve(file.url().substring("/blocklist/".length()));
    return new Bytes(size(plain, Packing.GZIP), size(plain, Packing.ZSTD));
  }

  private static double size(Path plain, Packing packing) throws IOException {
    return Files.size(plain.resolveSibling(plain.getFileName() + packing.suffix()));
  }

  private static Table table(int size, Week week) {
    Late full = new Late("the whole snapshot", 0, week.full);
    double whole = full.median(Bytes::gzip);
    Table table =
        new Table(
            "updates: %,d addresses, a release every two hours, median bytes".formatted(size),
            "",
            "gzip",
            "of the snapshot",
            "zstd",
            "with the head",
            "changed");
    double head = Figures.median(week.heads);
    for (int i = 0; i < week.late.size(); i++) {
      Late late = week.late.get(i);
      row(table, late, whole, head, percent(Figures.median(week.churn.get(i))));
    }
    row(table, full, whole, head, "");
    double two = week.late.get(0).median(Bytes::gzip) / whole;
    double seven = week.late.get(2).median(Bytes::gzip) / whole;
    return table
        .note("head.json: %s bytes, packed about half".formatted(Figures.count(head)))
        .note("changed: joined or left in that time, by the size; some came back within days")
        .target(
            two <= MOST_OF_TWO_HOURS,
            "two hours late %s of the snapshot, at most %s wanted"
                .formatted(percent(two), percent(MOST_OF_TWO_HOURS)))
        .target(
            seven <= MOST_OF_A_WEEK,
            "seven days late %s of the snapshot, at most %s wanted"
                .formatted(percent(seven), percent(MOST_OF_A_WEEK)));
  }

  private static void row(Table table, Late late, double whole, double head, String changed) {
    double gzip = late.median(Bytes::gzip);
    table.row(
        late.label,
        Figures.count(gzip),
        percent(gzip / whole),
        Figures.count(late.median(Bytes::zstd)),
        percent((gzip + head) / whole),
        changed);
  }

  private static String percent(double share) {
    return Figures.decimal(share * 100) + " %";
  }
}
