package org.tocsin.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.tocsin.check.Bundle;
import org.tocsin.release.FolderStore;

/**
 * Puts the files of a bundle into a folder, each at once and for good, and the head last: readers
 * find the old release or the new one, whenever this ends.
 */
final class BundleFolder {

  private static final String PACKED = ".gz";

  private final FolderStore folder;
  private final Bundle.Taker files;

  /**
   * Uses a folder.
   *
   * @param folder what is there
   * @param files keeps a file in it for good before it returns
   */
  BundleFolder(FolderStore folder, Bundle.Taker files) {
    this.folder = folder;
    this.files = files;
  }

  /** Puts what is not there yet. */
  void apply(Bundle bundle) throws IOException {
    bundle.each(
        (name, bytes) -> {
          // What its name does not tell the content of is replaced, and a packed one would be late.
          if (name.startsWith("set/") || name.startsWith("delta/")) {
            put(name + PACKED, packed(bytes));
          }
          put(name, bytes);
        });
  }

  private void put(String name, byte[] bytes) throws IOException {
    if (folder.get(name).filter(there -> Arrays.equals(there, bytes)).isEmpty()) {
      files.take(name, bytes);
    }
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
