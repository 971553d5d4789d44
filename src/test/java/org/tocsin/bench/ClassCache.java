package org.tocsin.bench;

import java.nio.file.Path;
import java.util.List;

/** The kind of start-up cache the running JDK offers; every contender gets the same kind. */
enum ClassCache {
  /** Loaded and linked classes with profiles, from JDK 25 on. */
  AHEAD_OF_TIME("AOT cache", "-XX:AOTCacheOutput=", "-XX:AOTCache="),
  /** Parsed classes only. */
  CLASS_DATA("class-data archive", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");

  private static final int FIRST_WITH_AOT = 25;

  private final String label;
  private final String write;
  private final String read;

  ClassCache(String label, String write, String read) {
    this.label = label;
    this.write = write;
    this.read = read;
  }

  static ClassCache ofThisJdk() {
    return Runtime.version().feature() >= FIRST_WITH_AOT ? AHEAD_OF_TIME : CLASS_DATA;
  }

  String label() {
    return label;
  }

  /** Returns the JVM options of a training run, which writes the cache when it ends. */
  List<String> training(Path file) {
    return List.of(write + file);
  }

  List<String> using(Path file) {
    return List.of(read + file);
  }
}
