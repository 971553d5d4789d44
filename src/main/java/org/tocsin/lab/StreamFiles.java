package org.tocsin.lab;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.tocsin.address.Prefix;

/**
 * Writes what a method was given, as {@code tocsin replay} reads it: the signals, and the world
 * they came from. An attacker that looks at the list sends each method something else, so each
 * method has its own files.
 */
final class StreamFiles implements AutoCloseable {

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Path world;
  private final Writer signals;

  private StreamFiles(Path world, Writer signals) {
    this.world = world;
    this.signals = signals;
  }

  static StreamFiles open(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    return new StreamFiles(
        folder.resolve(name + ".world.json"),
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(
                    Files.newOutputStream(folder.resolve(name + ".signals.jsonl.gz"))),
                StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException {
    signals.close();
  }

  /** Returns a method of the same kind that writes down what it is given. */
  Method.Maker recording(Method.Maker maker) {
    return new Method.Maker() {
      @Override
      public String name() {
        return maker.name();
      }

      @Override
      public Method make(Community community) {
        describe(community);
        return new Recording(maker.make(community));
      }
    };
  }

  private final class Recording implements Method {

    private final Method method;

    Recording(Method method) {
      this.method = method;
    }

    @Override
    public String name() {
      return method.name();
    }

    @Override
    public void accept(Report report) {
      write(report);
      method.accept(report);
    }

    @Override
    public void advanceTo(long time) {
      method.advanceTo(time);
    }

    @Override
    public boolean lists(int address) {
      return method.lists(address);
    }

    @Override
    public boolean delivers(int address, int organisation) {
      return method.delivers(address, organisation);
    }

    @Override
    public int[] deliveredTo(int organisation) {
      return method.deliveredTo(organisation);
    }

    @Override
    public List<Change> drain() {
      return method.drain();
    }

    @Override
    public long reviews() {
      return method.reviews();
    }
  }

  private void write(Report report) {
    try {
      signals.write(
          "{\"at\":\"%s\",\"org\":\"o%d\",\"agent\":\"a%d\",\"asn\":%d,\"prefix\":\"p%d\",\"ip\":\"%s\",\"scenario\":\"%s\"}\n"
              .formatted(
                  BEGINNING.plusSeconds(report.at()),
                  report.organisation(),
                  report.agent(),
                  report.asn(),
                  report.prefix(),
                  Community.toAddress(report.address()),
                  report.kind().scenario()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void describe(Community community) {
    String organisations =
        community.organisations().stream()
            .map(
                each ->
                    "{\"id\":\"o%d\",\"vouched\":%s,\"honeypot\":%s,\"enrolledAt\":\"%s\"}"
                        .formatted(
                            each.id(),
                            each.vouched(),
                            each.honeypot(),
                            BEGINNING.plusSeconds(each.enrolledAt())))
            .collect(Collectors.joining(",\n"));
    String allowlist =
        community.allowlist().stream()
            .map(range -> "{\"range\":\"%s\",\"tier\":\"benign\"}".formatted(range))
            .collect(Collectors.joining(",\n"));
    String shared =
        community.shared().stream()
            .map(Prefix::toString)
            .map("\"%s\""::formatted)
            .collect(Collectors.joining(",\n"));
    try {
      Files.writeString(
          world,
          "{\"organisations\":[\n%s],\n\"allowlist\":[\n%s],\n\"shared\":[\n%s]}\n"
              .formatted(organisations, allowlist, shared),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
