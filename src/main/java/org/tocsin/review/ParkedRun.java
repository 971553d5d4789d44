package org.tocsin.review;

import java.time.Instant;

/** A release that would change too much and waits. Both methods join the caller's transaction. */
public interface ParkedRun {

  /** Lets the next run publish it, because an operator says so. */
  void approve(String operator);

  /** Gives it up. */
  void drop(Instant now);
}
