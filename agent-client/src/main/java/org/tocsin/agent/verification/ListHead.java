package org.tocsin.agent.verification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a head says.
 *
 * @param release which release it is of
 * @param issuedAt when it was signed
 * @param expiresAt from when on it must not be believed
 * @param v4 how many values of IPv4 the set has
 * @param v6 how many of IPv6
 * @param snapshot the whole set as a file
 * @param deltas files that lead towards the set, the newest {@code from} first
 * @param keys the thumbprints of all keys that sign; without a word of them the one that signed
 */
public record ListHead(
    Release release,
    Instant issuedAt,
    Instant expiresAt,
    long v4,
    long v6,
    ListFile snapshot,
    List<Delta> deltas,
    List<String> keys) {

  public ListHead {
    deltas = List.copyOf(deltas);
  }

  /** One state of the list: its number within a session, and the hash of its set. */
  public record Release(UUID session, long serial, String setSha256) {}

  /** A file to be fetched: where it is, the SHA-256 of its bytes in hex, how many there are. */
  public record ListFile(String url, String sha256, long bytes) {}

  /** A file that leads from a release, and from those after it, to a later one. */
  public record Delta(long from, long to, ListFile file) {}
}
