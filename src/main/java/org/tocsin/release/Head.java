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

  Optional<File> delta(DeltaPlan.Block block) {
    return deltas.stream()
        .filter(delta -> delta.from() == block.from() && delta.to() == block.to())
        .map(Delta::file)
        .findFirst();
  }
}
