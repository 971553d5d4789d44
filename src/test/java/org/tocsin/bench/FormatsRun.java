package org.tocsin.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tocsin.blocklist.DocumentWriting;
import org.tocsin.release.Head;
import org.tocsin.release.ReleaseWriting;

/**
 * Publishes one release in every form there is, in a process of its own, and prints what each took:
 * a name, seconds, processor seconds and bytes, and at last the most memory that was resident.
 */
final class FormatsRun {

  static final String SET = "set, head and log";
  static final String PEAK = "peak";

  private static final int WARM_UP = 20_000;

  private FormatsRun() {}

  /** Takes the number of addresses and a folder. */
  public static void main(String... arguments) throws IOException {
    int addresses = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    // So that a small run and a large one are equally used to their work.
    publish(WARM_UP, folder.resolve("warm-up"), new PrintWriter(Writer.nullWriter(), false));
    publish(addresses, folder.resolve("measured"), out);
    out.printf("%s\t0\t0\t%.0f%n", PEAK, Memory.peak());
  }

  private static void publish(int addresses, Path folder, PrintWriter out) throws IOException {
    MadeListings list = new MadeListings(addresses);
    Stopwatch watch = Stopwatch.start();
    Head head = new ReleaseWriting(list, folder, () -> MadeListings.NOW).write(MadeListings.NOW);
    watch.print(out, SET, head.snapshot().bytes());
    DocumentWriting documents =
        new DocumentWriting(list::listings, folder.resolve("latest"), () -> MadeListings.NOW);
    List<String> names = DocumentWriting.names();
    for (String name : names) {
      watch = Stopwatch.start();
      Path written = documents.write(name, head);
      watch.print(out, name, Files.size(written));
    }
  }

  private record Stopwatch(long began, Duration used) {

    static Stopwatch start() {
      return new Stopwatch(System.nanoTime(), processor());
    }

    private static Duration processor() {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    void print(PrintWriter out, String name, long bytes) {
      out.printf(
          "%s\t%.3f\t%.3f\t%d%n",
          name,
          Machine.seconds(System.nanoTime() - began),
          Machine.seconds(processor().minus(used).toNanos()),
          bytes);
    }
  }
}
