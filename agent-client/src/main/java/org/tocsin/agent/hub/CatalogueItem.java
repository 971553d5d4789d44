package org.tocsin.agent.hub;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule as an index describes it.
 *
 * @param path where it lies in the hub
 * @param name what it is called
 * @param version the newest version
 * @param digests the digest of every version there was
 * @param description what it is for
 * @param members what a collection consists of
 * @param unused members of kinds that the agent has no use for
 * @param content the file, if the index brings it, in Base64
 */
record CatalogueItem(
    RulePath path,
    String name,
    String version,
    Map<String, String> digests,
    String description,
    Map<Kind, List<String>> members,
    List<String> unused,
    Optional<String> content) {

  Kind kind() {
    return path.kind();
  }

  /** What it is called in messages. */
  String title() {
    return kind().singular() + " " + name;
  }

  /** The digest its newest version has. */
  String digest() {
    return digests.getOrDefault(version, "");
  }

  /** The version with this digest; the newest, if several have it. */
  Optional<String> versionOf(String digest) {
    if (digest.equals(digest())) {
      return Optional.of(version);
    }
    return digests.entrySet().stream()
        .filter(entry -> entry.getValue().equals(digest))
        .map(Map.Entry::getKey)
        .reduce((first, second) -> second);
  }
}
