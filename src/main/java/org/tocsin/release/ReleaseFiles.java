package org.tocsin.release;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that heads name, each called by what is in it, and packed beside its plain bytes. */
final class ReleaseFiles {

  /** Where the files are served. */
  static final String PATH = "/blocklist/";

  private static final String SET = "set";
  private static final String DELTA = "delta";

  private final ReleaseStore store;

  ReleaseFiles(ReleaseStore store) {
    this.store = store;
  }

  Head.File set(byte[] text) throws IOException {
    return put(SET, text);
  }

  Head.File delta(byte[] text) throws IOException {
    return put(DELTA, text);
  }

  /** Returns what a head calls a snapshot. */
  static Head.File snapshot(String sha256, long bytes) {
    return named(SET, sha256, bytes);
  }

  /** Returns what a head calls a delta. */
  static Head.File deltaFile(String sha256, long bytes) {
    return named(DELTA, sha256, bytes);
  }

  private static Head.File named(String kind, String sha256, long bytes) {
    return new Head.File(PATH + kind + "/" + sha256 + ".txt", sha256, bytes);
  }

  private Head.File put(String kind, byte[] text) throws IOException {
    String digest = Sha256.hex(text);
    String name = kind + "/" + digest + ".txt";
    Head.File file = new Head.File(PATH + name, digest, text.length);
    if (!store.has(name, text.length)) {
      for (Packing packing : Packing.values()) {
        store.put(name + packing.suffix(), packing.pack(text));
      }
      store.put(name, text);
    }
    return file;
  }

  Optional<byte[]> get(String url) throws IOException {
    return url.startsWith(PATH) ? store.get(url.substring(PATH.length())) : Optional.empty();
  }

  boolean has(Head.File file) throws IOException {
    return store.has(name(file), file.bytes());
  }

  boolean hasAll(Head head) throws IOException {
    for (Head.File file : files(head)) {
      if (!has(file)) {
        return false;
      }
    }
    return true;
  }

  /** Has files that one head named and the next one does not count as written now. */
  void linger(Head last, Head next) throws IOException {
    Set<String> named = named(next);
    for (String name : named(last)) {
      if (!named.contains(name)) {
        store.touch(name);
      }
    }
  }

  /** Deletes what was written before an instant and is named by neither a head nor the log. */
  void sweep(Head head, Set<String> logged, Instant before) throws IOException {
    Set<String> named = named(head);
    named.addAll(logged);
    for (String name : store.writtenBefore(before)) {
      if (isSwept(name) && !named.contains(name)) {
        store.delete(name);
      }
    }
  }

  /** Tiles of the log that are not full were followed by fuller ones. */
  private static boolean isSwept(String name) {
    return name.startsWith(SET + "/")
        || name.startsWith(DELTA + "/")
        || (name.startsWith(TransparencyLog.FOLDER + "/")
            && name.contains(TransparencyLog.PARTIAL));
  }

  private static Set<String> named(Head head) {
    Set<String> named = new HashSet<>();
    for (Head.File file : files(head)) {
      named.add(name(file));
      for (Packing packing : Packing.values()) {
        named.add(name(file) + packing.suffix());
      }
    }
    return named;
  }

  private static List<Head.File> files(Head head) {
    List<Head.File> files = new ArrayList<>(List.of(head.snapshot()));
    head.deltas().forEach(delta -> files.add(delta.file()));
    return files;
  }

  private static String name(Head.File file) {
    return file.url().substring(PATH.length());
  }
}
