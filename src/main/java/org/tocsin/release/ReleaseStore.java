package org.tocsin.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of releases are: a folder or a bucket. Names are relative, with {@code /} between
 * parts.
 */
interface ReleaseStore {

  /** Keeps a file for good before it returns. Replacing one happens at once, never in part. */
  void put(String name, byte[] bytes) throws IOException;

  /**
   * Keeps a copy of a file, however large, that is replaced with each release.
   *
   * @param contentType what it is
   */
  default void put(String name, Path file, String contentType) throws IOException {
    put(name, Files.readAllBytes(file));
  }

  /** Returns a file, empty if there is none. */
  Optional<byte[]> get(String name) throws IOException;

  /** Returns whether there is such a file with so many bytes. */
  boolean has(String name, long bytes) throws IOException;

  /** Returns the names of files that were last written before an instant. */
  List<String> writtenBefore(Instant instant) throws IOException;

  /** Has a file, if it is there, count as written now. */
  void touch(String name) throws IOException;

  /** Deletes a file if it is there. */
  void delete(String name) throws IOException;
}
