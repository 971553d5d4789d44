package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.review.CaseBoard;
import org.tocsin.series.Metric;
import org.tocsin.series.Point;
import org.tocsin.series.Series;

/** How it goes, at a glance. */
@Path("/console")
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class OverviewResource {

  private static final Duration SHOWN = Duration.ofDays(1);
  private static final int POINTS = 288;

  /**
   * What is shown.
   *
   * @param charts values over the last day
   * @param waiting how much waits for a person, by kind
   */
  record View(List<Chart> charts, List<CaseBoard.Waiting> waiting) {}

  private final Series series;
  private final CaseBoard board;
  private final Pages pages;
  private final Visitor visitor;
  private final InstantSource clock;

  OverviewResource(
      Series series, CaseBoard board, Pages pages, Visitor visitor, InstantSource clock) {
    this.series = series;
    this.board = board;
    this.pages = pages;
    this.visitor = visitor;
    this.clock = clock;
  }

  /** Shows the last day; a member goes on to its organisation. */
  @GET
  public Response show() {
    if (visitor.organisation().isPresent()) {
      return Response.seeOther(URI.create(visitor.home())).build();
    }
    Frame frame = visitor.frame("Overview", "/console/", Optional.empty());
    return pages.page(
        200, "console/overview.jte", frame, QuarkusTransaction.requiringNew().call(this::view));
  }

  private View view() {
    Instant to = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Instant from = to.minus(SHOWN);
    return new View(
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
        board.waiting());
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
