package org.tocsin.curation;

import java.util.HashSet;
import java.util.Set;

/**
 * What those who publish scenarios know of them, to tell which were changed on the way.
 *
 * @param names scenarios of which every published digest is known
 * @param digests SHA-256 in hex of every published version of every file
 */
public record HubDigests(Set<String> names, Set<String> digests) {

  /** Nothing is known, so nothing is found to be modified. */
  public static final HubDigests NONE = new HubDigests(Set.of(), Set.of());

  /** Copies the sets. */
  public HubDigests {
    names = Set.copyOf(names);
    digests = Set.copyOf(digests);
  }

  /** Returns what both know. */
  public HubDigests and(HubDigests other) {
    Set<String> allNames = new HashSet<>(names);
    allNames.addAll(other.names);
    Set<String> allDigests = new HashSet<>(digests);
    allDigests.addAll(other.digests);
    return new HubDigests(allNames, allDigests);
  }

  /**
   * Returns whether an engine that claims this digest runs another scenario than the hub's of that
   * name. Who claims none cannot be told.
   */
  boolean modified(String scenario, String digest) {
    return !digest.isEmpty() && names.contains(scenario) && !digests.contains(digest);
  }

  /** Returns whether the digest is that of a file of the hub. */
  boolean unmodified(String digest) {
    return digests.contains(digest);
  }
}
