package org.tocsin.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a browser is given, keeps for a few minutes and brings back with an answer. It is sealed, so
 * asking for one writes nothing down; only what was answered is remembered.
 */
public interface Challenges {

  /** Returns a content sealed for one purpose. */
  String issue(String purpose, String content, Duration lasts, Instant now);

  /** Returns what was sealed for this purpose, empty if it was not, or too long ago, or is used. */
  Optional<String> open(String purpose, String sealed, Instant now);

  /**
   * Uses it up, in the caller's transaction: of two who do at the same time the second is told that
   * it cannot be.
   */
  boolean useUp(String purpose, String sealed, Instant now);
}
