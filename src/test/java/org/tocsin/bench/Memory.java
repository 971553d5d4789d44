package org.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory as Linux tells it; zero where it does not. */
final class Memory {

  private static final double BYTES_PER_KIB = 1024;

  private Memory() {}

  /** Returns the resident bytes of a process. */
  static double resident(ChildProcess process) {
    return field("/proc/" + process.pid() + "/status", "VmRSS:");
  }

  /**
   * Returns the resident bytes of the processes below it. Pages that several of them share are
   * counted once.
   */
  static double residentBelow(ChildProcess process) {
    return process
        .descendants()
        .mapToDouble(child -> field("/proc/" + child.pid() + "/smaps_rollup", "Pss:"))
        .sum();
  }

  /** Returns the most bytes that were ever resident of this process. */
  static double peak() {
    return field("/proc/self/status", "VmHWM:");
  }

  private static double field(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // Not Linux, or the process has just ended.
      return 0;
    }
  }
}
