package org.tocsin.lab;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * The two files of one recorded stream: the signals, and the world they came from. An attacker that
 * looks at the list sends each method something else, so each method has its own.
 */
final class StreamFiles implements AutoCloseable {

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

  /** Returns a maker of the same method that also writes down what it is given. */
  Method.Maker recording(Method.Maker maker) {
    Method.Maker recording = RecordedStream.recording(maker, signals);
    return new Method.Maker() {
      @Override
      public String name() {
        return maker.name();
      }

      @Override
      public Method make(Community community) {
        describe(community);
        return recording.make(community);
      }
    };
  }

  private void describe(Community community) {
    try (Writer out = Files.newBufferedWriter(world, StandardCharsets.UTF_8)) {
      RecordedStream.writeWorld(community, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
