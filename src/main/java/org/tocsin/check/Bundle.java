package org.tocsin.check;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A release with its whole log, every file of which was checked. Made by a {@link BundleCheck}
 * only.
 */
public final class Bundle {

  /** The same release makes the same bytes, whenever it is packed. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final SortedMap<String, byte[]> files;

  Bundle(SortedMap<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  /** Takes one file. */
  @FunctionalInterface
  public interface Taker {

    /** Takes a file by its name below {@code /blocklist/}. */
    void take(String name, byte[] bytes) throws IOException;
  }

  /**
   * Hands out every file. Whoever stops anywhere has no file that names another one it lacks: those
   * called by their content come first, then the log's, its checkpoint, the keys, and at last the
   * head.
   */
  public void each(Taker taker) throws IOException {
    for (var file : files.entrySet()) {
      taker.take(file.getKey(), file.getValue().clone());
    }
  }

  /** Returns the names of all files. */
  public Set<String> names() {
    return Set.copyOf(files.keySet());
  }

  /** Writes it as one ZIP file. */
  public void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    each(
        (name, bytes) -> {
          ZipEntry entry = new ZipEntry(name);
          entry.setTimeLocal(NO_TIME);
          zip.putNextEntry(entry);
          zip.write(bytes);
          zip.closeEntry();
        });
    zip.finish();
  }
}
