package org.tocsin.curation;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Weights as whole millionths: sums are exact and do not depend on their order. */
public final class Micro {

  /** One whole vote. */
  public static final long ONE = 1_000_000;

  private static final int DIGITS = 6;

  private Micro() {}

  /** Returns the exact product of two weights, rounded down. */
  static long times(long a, long b) {
    return a * b / ONE;
  }

  /** Returns a decimal of at most six places as micro-votes. */
  public static long of(BigDecimal value) {
    return value.setScale(DIGITS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /** Returns the weight as a decimal without trailing zeros, for people and JSON. */
  public static BigDecimal toDecimal(long micro) {
    BigDecimal decimal = BigDecimal.valueOf(micro, DIGITS).stripTrailingZeros();
    return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
  }
}
