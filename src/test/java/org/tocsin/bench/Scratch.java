package org.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** One benchmark's folder and processes. Closing ends the processes and removes the folder. */
final class Scratch implements AutoCloseable {

  private final Path folder;
  private final Deque<ChildProcess> children = new ArrayDeque<>();
  private boolean closed;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** Makes a folder that is also cleaned up when the user interrupts the benchmark. */
  static Scratch create() {
    try {
      Scratch scratch = new Scratch(Files.createTempDirectory("tocsin-bench-"));
      Runtime.getRuntime().addShutdownHook(new Thread(scratch::close, "clean-up"));
      return scratch;
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot make a scratch folder", e);
    }
  }

  Path folder() {
    return folder;
  }

  synchronized ChildProcess start(String name, List<String> command, Path workingFolder) {
    if (closed) {
      throw new BenchmarkFailed("interrupted");
    }
    ChildProcess child =
        ChildProcess.start(command, workingFolder, folder.resolve(name + ".output"));
    children.push(child);
    return child;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    children.forEach(ChildProcess::close);
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot remove " + folder, e);
    }
  }
}
