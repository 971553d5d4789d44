package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.review.CaseBoard;
import org.tocsin.series.Metric;
import org.tocsin.series.Point;
import org.tocsin.series.Series;

/** Puts together how it goes. Joins the caller's transaction. */
@ApplicationScoped
class OverviewViews {

  private static final Duration SHOWN = Duration.ofDays(1);
  private static final int POINTS = 288;

  private final Series series;
  private final CaseBoard board;
  private final Conditions conditions;
  private final LastRelease release;
  private final InstantSource clock;

  OverviewViews(
      Series series,
      CaseBoard board,
      Conditions conditions,
      LastRelease release,
      InstantSource clock) {
    this.series = series;
    this.board = board;
    this.conditions = conditions;
    this.release = release;
    this.clock = clock;
  }

  OverviewView view() {
    Instant to = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Instant from = to.minus(SHOWN);
    return new OverviewView(
        List.of(
            Chart.of(
                "Signals a minute",
                "a minute",
                rate(series.of(Metric.SIGNALS_RECEIVED, from, to, POINTS)),
                from,
                to),
            chart("Agents seen within an hour", "agents", Metric.AGENTS_LAST_HOUR, from, to),
            chart("Cases that wait", "cases", Metric.CASES_OPEN, from, to),
            chart("IPv4 addresses on the list", "addresses", Metric.LIST_V4, from, to),
            chart("IPv6 addresses on the list", "addresses", Metric.LIST_V6, from, to),
            chart("Joined with the newest release", "addresses", Metric.RELEASE_ADDED, from, to),
            chart("Left with the newest release", "addresses", Metric.RELEASE_REMOVED, from, to),
            chart("Age of the head", "seconds", Metric.HEAD_AGE, from, to),
            chart("Wrong with what is served", "findings", Metric.CHECK_FINDINGS, from, to)),
        board.waiting(),
        conditions.at(clock.instant()),
        release.view());
  }

  private Chart chart(String title, String unit, Metric metric, Instant from, Instant to) {
    return Chart.of(title, unit, series.of(metric, from, to, POINTS), from, to);
  }

  /** What grew between two points, for each minute between them. */
  static List<Point> rate(List<Point> total) {
    List<Point> rates = new ArrayList<>();
    for (int i = 1; i < total.size(); i++) {
      Point before = total.get(i - 1);
      Point now = total.get(i);
      double minutes = Math.max(1, Duration.between(before.at(), now.at()).toMinutes());
      double rate = Math.max(0, now.mean() - before.mean()) / minutes;
      rates.add(new Point(now.at(), rate, (long) rate, (long) rate));
    }
    return rates;
  }
}
