package org.tocsin.check;

import java.util.Optional;
import java.util.UUID;

/**
 * What whoever asks for a check knows already.
 *
 * @param known what an earlier check ended with
 * @param earlier a set that was published before, from which the deltas must lead here
 * @param never what must not be listed
 */
public record Expected(Optional<Known> known, Optional<Earlier> earlier, Ranges never) {

  /** Nothing is known. */
  public static final Expected NOTHING =
      new Expected(Optional.empty(), Optional.empty(), Ranges.none());

  /**
   * A set that was published before.
   *
   * @param session the session of its serial
   * @param serial its number
   * @param text its snapshot
   */
  public record Earlier(UUID session, long serial, String text) {}
}
