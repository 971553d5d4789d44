package org.tocsin.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {

  private static final int SYNCS = 100;

  private Machine() {}

  static String line() {
    return "machine: %d cores (%s), JDK %s (%s), %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** Returns how many times a second the disk below the folder makes a small write durable. */
  static double syncsPerSecond(Path folder) {
    Path file = folder.resolve("sync-probe");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long start = System.nanoTime();
      for (int sync = 0; sync < SYNCS; sync++) {
        channel.write(ByteBuffer.allocate(8192), 0);
        channel.force(false);
      }
      return SYNCS / seconds(System.nanoTime() - start);
    } catch (IOException e) {
      throw new BenchmarkFailed("the disk of " + folder + " could not be tried", e);
    }
  }

  static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
