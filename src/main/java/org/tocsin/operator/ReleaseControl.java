package org.tocsin.operator;

import java.util.OptionalLong;

/** What operators do about the releases that were made. */
public interface ReleaseControl {

  /**
   * Goes back to the set of an older release with a new one and stays there; returns its serial,
   * already served, or nothing if there is no such release or too much happened since.
   */
  OptionalLong rollBack(long serial);

  /** Returns the release at which the list stands still, empty if it goes on. */
  OptionalLong standsStillAt();

  /** Lets the list go on with the next run; returns whether it stood still. */
  boolean resume();
}
