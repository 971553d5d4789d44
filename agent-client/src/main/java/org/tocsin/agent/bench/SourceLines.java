package org.tocsin.agent.bench;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** Attack lines of sources that are given by number, each a little later than the one before. */
final class SourceLines {
  /** So fast that no bucket's time runs out before those of the last source have been filled. */
  private static final long NANOS_BETWEEN = 100_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final LogMaker.LineWriter web = new NginxLines();
  private final LogMaker.LineWriter shell = new SshdLines();
  private OffsetDateTime time = OffsetDateTime.of(2026, 3, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  String next(LogMaker.Kind kind, int source) {
    time = time.plusNanos(NANOS_BETWEEN);
    LogMaker.LineWriter writer = kind == LogMaker.Kind.NGINX ? web : shell;
    return writer.attack(random, time, address(source));
  }

  private static String address(int number) {
    return (20 + (number >> 24))
        + "."
        + (number >> 16 & 255)
        + "."
        + (number >> 8 & 255)
        + "."
        + (number & 255);
  }
}
