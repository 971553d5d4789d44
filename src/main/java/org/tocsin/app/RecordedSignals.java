package org.tocsin.app;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.tocsin.evidence.Network;
import org.tocsin.replay.Report;

/** Reads a recorded stream, one JSON object a line, plain or gzip. */
final class RecordedSignals implements AutoCloseable {

  private static final Set<String> FIELDS =
      Set.of("at", "org", "agent", "asn", "prefix", "ip", "scenario");
  private static final int LONGEST_LINE = 65_536;

  private final String file;
  private final long size;
  private final RecordedWorld world;
  private final Counted bytes;
  private final InputStreamReader reader;
  private final Map<String, Long> agents = new HashMap<>();
  private final char[] buffer = new char[1 << 16];
  private int next;
  private int filled;
  private long line;
  private Instant last = Instant.MIN;

  private RecordedSignals(Path file, RecordedWorld world, Counted bytes) throws IOException {
    this.file = String.valueOf(file.getFileName());
    this.size = Math.max(1, Files.size(file));
    this.world = world;
    this.bytes = bytes;
    InputStream in = new BufferedInputStream(bytes, 1 << 16);
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    this.reader =
        new InputStreamReader(
            zipped ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8.newDecoder());
  }

  static RecordedSignals open(Path file, RecordedWorld world) throws BadRecord, IOException {
    Counted bytes = new Counted(Files.newInputStream(file));
    try {
      return new RecordedSignals(file, world, bytes);
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw broken(file.getFileName() + ":1");
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** Returns which part of the file has been read. */
  double share() {
    return Math.min(1, (double) bytes.count / size);
  }

  /** Returns the next signal, empty at the end. */
  Optional<Report> next() throws BadRecord, IOException {
    Optional<String> text =
        line().map(first -> line == 1 ? RecordedObject.withoutMark(first) : first);
    while (text.isPresent() && text.get().isBlank()) {
      text = line();
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(report(text.get()));
  }

  private Report report(String text) throws BadRecord {
    RecordedObject object = RecordedObject.parse(place(), text, FIELDS);
    Instant at = object.instant("at");
    if (at.isBefore(last)) {
      throw object.problem("at", "is before the line above it; signals come in order of time");
    }
    last = at;
    String organisation = object.name("org");
    return new Report(
        at,
        world.number(organisation),
        agents.computeIfAbsent(
            organisation + "\0" + object.name("agent"), any -> agents.size() + 1L),
        new Network(object.number("asn"), object.name("prefix")),
        object.address("ip"),
        object.name("scenario"),
        Duration.ZERO);
  }

  private String place() {
    return file + ":" + line;
  }

  private Optional<String> line() throws BadRecord, IOException {
    line++;
    StringBuilder text = new StringBuilder();
    try {
      while (true) {
        if (next == filled) {
          filled = reader.read(buffer);
          next = 0;
          if (filled < 0) {
            filled = 0;
            return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
          }
        }
        int from = next;
        while (next < filled && buffer[next] != '\n') {
          next++;
        }
        text.append(buffer, from, next - from);
        if (text.length() > LONGEST_LINE) {
          throw new BadRecord(
              place() + ": the line is longer than " + LONGEST_LINE + " characters");
        }
        if (next < filled) {
          next++;
          return Optional.of(text.toString());
        }
      }
    } catch (CharacterCodingException e) {
      throw new BadRecord(place() + ": the text is not UTF-8");
    } catch (EOFException | ZipException e) {
      throw broken(place());
    }
  }

  private static BadRecord broken(String place) {
    return new BadRecord(place + ": the gzip data is broken or cut off");
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static final class Counted extends java.io.FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = super.read(into, offset, length);
      count += Math.max(0, some);
      return some;
    }
  }
}
