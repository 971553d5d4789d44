package org.tocsin.check;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Remembers each file that a check reads and reads none twice, so that what is kept is what was
 * checked, and nothing else.
 */
final class ReadFiles implements ReleaseFiles {

  /** How much a release with its log may have in all. */
  static final long MOST_BYTES = 512L << 20;

  private final ReleaseFiles files;
  private final SortedMap<String, byte[]> read = new TreeMap<>(BundleNames.ORDER);
  private final Set<String> standIns = new HashSet<>();
  private long bytes;

  ReadFiles(ReleaseFiles files) {
    this.files = files;
  }

  /**
   * Returns a file that a bundle may have. A full tile does not stand in for one that is not: what
   * it has more, the checkpoint does not vouch for.
   */
  @Override
  public Optional<byte[]> get(String url, long most) throws IOException {
    Optional<String> name = BundleNames.of(url).filter(one -> !standIns.contains(one));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    byte[] known = read.get(name.get());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<byte[]> file = files.get(url, most);
    if (file.isEmpty()) {
      BundleNames.full(name.get()).ifPresent(standIns::add);
      return file;
    }
    bytes += file.get().length;
    if (bytes > MOST_BYTES) {
      throw new IOException(
          "the release with its log has more than "
              + MOST_BYTES
              + " bytes, which no bundle may have");
    }
    read.put(name.get(), file.get());
    return file;
  }

  /** Returns what was read, in the order of {@link BundleNames#ORDER}. */
  SortedMap<String, byte[]> read() {
    return new TreeMap<>(read);
  }
}
