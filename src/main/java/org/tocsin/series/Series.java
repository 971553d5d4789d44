package org.tocsin.series;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was measured, minute by minute. Every method joins the caller's transaction. */
public interface Series {

  /** How long a value is kept. */
  Duration KEPT = Duration.ofDays(8);

  /** More points than any screen has columns. */
  int MOST_POINTS = 2_000;

  /** Keeps values for the minute of an instant, except where there are some already. */
  void note(Instant at, Map<Metric, Long> values);

  /**
   * Returns the points of a stretch of time, evenly spaced, in order. Minutes are put together as
   * far as needed; where nothing was measured there is no point.
   *
   * @param from the first minute
   * @param to behind the last one
   * @param atMostPoints how many points at most, 1 to {@link #MOST_POINTS}
   */
  List<Point> of(Metric metric, Instant from, Instant to, int atMostPoints);

  /** Deletes what was measured before an instant. */
  int forget(Instant before);
}
