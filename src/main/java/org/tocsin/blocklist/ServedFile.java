package org.tocsin.blocklist;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.release.Packing;

/**
 * A file that is handed out.
 *
 * @param plain its bytes; packed ones lie beside it
 * @param contentType what they are
 * @param digest their SHA-256 in hex
 * @param serial the release they are of
 * @param writtenAt when they were made, if that is known
 * @param caching how long they may be kept
 * @param left how much of the release they are, empty if it is all
 */
record ServedFile(
    Path plain,
    String contentType,
    String digest,
    long serial,
    Optional<Instant> writtenAt,
    String caching,
    Optional<String> left) {

  /** Returns where it lies packed. */
  Path packed(Packing packing) {
    return plain.resolveSibling(plain.getFileName() + packing.suffix());
  }
}
