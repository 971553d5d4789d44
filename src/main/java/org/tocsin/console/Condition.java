package org.tocsin.console;

import java.time.Instant;
import java.util.Optional;

/**
 * How one part of our own work goes.
 *
 * @param name which part
 * @param fine whether nobody has to look after it
 * @param words how it goes
 * @param last when it was done last
 * @param due when it is due again
 * @param link where to look after it
 */
record Condition(
    String name,
    boolean fine,
    String words,
    Optional<Instant> last,
    Optional<Instant> due,
    Optional<String> link) {

  static Condition of(String name, boolean fine, String words) {
    return new Condition(name, fine, words, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns the state in a word. */
  String state() {
    return fine ? "ok" : "attention";
  }
}
