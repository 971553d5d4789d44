package org.tocsin.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a head says, as far as it can be read. Whether it is true is another question. */
record Head(
    UUID session,
    long serial,
    Instant issuedAt,
    Instant expiresAt,
    long v4,
    long v6,
    String setSha256,
    File snapshot,
    List<DeltaFile> deltas) {

  /** Returns the deltas that a reader of a release applies, in order. */
  List<DeltaFile> path(long serial) {
    List<DeltaFile> path = new ArrayList<>();
    long at = serial;
    for (Optional<DeltaFile> next = next(at); next.isPresent(); next = next(at)) {
      path.add(next.get());
      at = next.get().to();
    }
    return path;
  }

  /** The first that begins with a release or before it, if that leads forward. */
  private Optional<DeltaFile> next(long serial) {
    return deltas.stream()
        .filter(delta -> delta.from() <= serial)
        .findFirst()
        .filter(delta -> delta.to() > serial);
  }

  /** A file by its address, checksum and length. */
  record File(String url, String sha256, long bytes) {}

  /** A file that leads from one release to a later one. */
  record DeltaFile(long from, long to, File file) {

    /** How sentences call it. */
    String name() {
      return "delta " + from + " to " + to;
    }
  }
}
