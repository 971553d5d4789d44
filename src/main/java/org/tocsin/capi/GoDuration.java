package org.tocsin.capi;

import java.time.Duration;

/**
 * Writes lengths of time so that Go reads them: hours, minutes and seconds, all three always. Go
 * cannot read days, and a bare number is an error to it.
 */
final class GoDuration {

  private GoDuration() {}

  static String of(Duration duration) {
    return duration.toHours()
        + "h"
        + duration.toMinutesPart()
        + "m"
        + duration.toSecondsPart()
        + "s";
  }
}
