package org.tocsin.agent.verification;

import java.time.Duration;

/** How large things may be, and how far clocks may be apart. */
public final class Limits {
  /** The longest head, in bytes. */
  public static final int HEAD = 512 * 1024;

  /** The longest set of keys, in bytes. */
  public static final int KEYS = 64 * 1024;

  /** The longest checkpoint of a log, in bytes. */
  public static final int CHECKPOINT = 16 * 1024;

  static final long SNAPSHOT = 512L * 1024 * 1024;
  static final long DELTA = 512L * 1024 * 1024;
  static final long ADDRESSES = 16_000_000;
  static final int DELTAS = 4096;
  static final int TRUSTED_KEYS = 64;
  static final int SIGNATURES = 64;
  static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private Limits() {}
}
