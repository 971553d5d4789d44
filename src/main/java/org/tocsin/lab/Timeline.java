package org.tocsin.lab;

/**
 * How long the stream is and when what happens, in days since it began.
 *
 * @param days how long it is
 * @param evaluateFrom from when figures are taken, so that lists and trust have settled
 * @param strike when campaigns that wait strike
 */
record Timeline(int days, int evaluateFrom, int strike) {

  static final long HOUR = 3_600;
  static final long DAY = 24 * HOUR;

  /** How far the stream moves between two looks at a method's list. */
  static final long TICK = 600;

  /** Sixty days, judged from the thirtieth, struck on the forty-second. */
  static final Timeline STANDARD = new Timeline(60, 30, 42);

  Timeline {
    if (days < 1 || evaluateFrom < 0 || evaluateFrom >= days || strike < 0 || strike > days) {
      throw new IllegalArgumentException("evaluation and strike lie within the stream");
    }
  }

  long end() {
    return days * DAY;
  }

  long evaluateFromSecond() {
    return evaluateFrom * DAY;
  }

  long strikeSecond() {
    return strike * DAY;
  }
}
