package org.tocsin.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the signed head says.
 *
 * @param session within which serials count; another one means to begin with its snapshot
 * @param serial the release's number
 * @param issuedAt when this head was signed
 * @param expiresAt from when on it is too old to be believed
 * @param v4 how many IPv4 addresses the set has
 * @param v6 how many IPv6 addresses
 * @param setSha256 of the canonical text of the set, in hex
 * @param snapshot the file with that text
 * @param deltas files that lead here from older releases, newest first
 */
public record Head(
    UUID session,
    long serial,
    Instant issuedAt,
    Instant expiresAt,
    int v4,
    int v6,
    String setSha256,
    File snapshot,
    List<Delta> deltas) {

  /** Copies the list. */
  public Head {
    deltas = List.copyOf(deltas);
  }

  /**
   * A file.
   *
   * @param url where it is
   * @param sha256 of its bytes, in hex
   * @param bytes how many it has
   */
  public record File(String url, String sha256, long bytes) {}

  /**
   * A file that leads from one release to a later one. It also does so from every release between
   * them.
   *
   * @param from the earlier release
   * @param to the later one
   * @param file the file
   */
  public record Delta(long from, long to, File file) {}

  /** Returns what a reader of a release has to fetch of deltas, the first that serves it first. */
  static long bytesFrom(long serial, List<Delta> deltas) {
    long bytes = 0;
    long at = serial;
    for (Optional<Delta> next = next(at, deltas); next.isPresent(); next = next(at, deltas)) {
      bytes += next.get().file().bytes();
      at = next.get().to();
    }
    return bytes;
  }

  private static Optional<Delta> next(long serial, List<Delta> deltas) {
    return deltas.stream()
        .filter(delta -> delta.from() <= serial)
        .findFirst()
        .filter(delta -> delta.to() > serial);
  }

  /** Returns the file of a block that the head has, made for the same releases. */
  Optional<File> delta(DeltaPlan.Block block) {
    for (int i = 0; i < deltas.size(); i++) {
      Delta delta = deltas.get(i);
      if (delta.from() == block.from() && delta.to() == block.to()) {
        long until = i == 0 ? delta.to() : deltas.get(i - 1).from();
        return until < delta.to() == block.until() < block.to()
            ? Optional.of(delta.file())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
