package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.publication.Publisher;
import org.tocsin.series.Metric;
import org.tocsin.series.Point;
import org.tocsin.series.Runs;
import org.tocsin.series.Series;

/** How curation and publication go, in words. Joins the caller's transaction. */
@ApplicationScoped
class Conditions {

  /** How late a run may be: one that takes long is not one that fails. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private static final Duration MEASURED_WITHIN = Duration.ofMinutes(10);

  /** A head is signed anew every hour, and not believed after a day. */
  private static final Duration OLD_HEAD = Duration.ofHours(2);

  private final Runs runs;
  private final Series series;
  private final Publisher publisher;

  Conditions(Runs runs, Series series, Publisher publisher) {
    this.runs = runs;
    this.series = series;
    this.publisher = publisher;
  }

  List<Condition> at(Instant now) {
    List<Condition> all = new ArrayList<>();
    all.add(run("Curation", Runs.Kind.CURATION, now));
    all.add(breaker());
    all.add(head(now));
    all.add(run("Check of what is served", Runs.Kind.CHECK, now));
    all.add(run("Audit of all verdicts", Runs.Kind.AUDIT, now));
    return all;
  }

  private Condition run(String name, Runs.Kind kind, Instant now) {
    Optional<Runs.Run> last = runs.last(kind);
    if (last.isEmpty()) {
      // The audit comes once a day; a server that is new has not missed one.
      return Condition.of(name, kind == Runs.Kind.AUDIT, "Not done yet.");
    }
    Runs.Run run = last.get();
    boolean late = run.dueAt().map(due -> now.isAfter(due.plus(LATE))).orElse(false);
    String words =
        (late ? "Overdue. " : "")
            + run.told()
            + " It took "
            + words(Duration.between(run.beganAt(), run.endedAt()))
            + ".";
    return new Condition(
        name,
        !late && run.findings() == 0,
        words,
        Optional.of(run.beganAt()),
        run.dueAt(),
        Optional.empty());
  }

  private Condition breaker() {
    Optional<Instant> parked = publisher.parkedSince();
    if (parked.isPresent()) {
      return new Condition(
          "Breaker",
          false,
          "Changes of the list are too many at once and wait for a person.",
          parked,
          Optional.empty(),
          Optional.of("/console/releases/parked"));
    }
    OptionalLong still = publisher.standsStillAt();
    return still.isPresent()
        ? new Condition(
            "Breaker",
            false,
            "The list stands still at release " + still.getAsLong() + " until it is resumed.",
            Optional.empty(),
            Optional.empty(),
            Optional.of("/console/releases"))
        : Condition.of("Breaker", true, "Nothing is held back.");
  }

  private Condition head(Instant now) {
    List<Point> ages =
        series.of(Metric.HEAD_AGE, now.minus(MEASURED_WITHIN), now.plusSeconds(60), 100);
    if (ages.isEmpty()) {
      return Condition.of("Head", false, "Its age was not measured in the last ten minutes.");
    }
    Duration age = Duration.ofSeconds(ages.get(ages.size() - 1).most());
    return Condition.of(
        "Head",
        age.compareTo(OLD_HEAD) < 0,
        "The head that is served was signed " + words(age) + " ago; it is renewed every hour.");
  }

  private static String words(Duration time) {
    if (time.toSeconds() < 2) {
      return time.toMillis() + " ms";
    }
    if (time.toMinutes() < 2) {
      return time.toSeconds() + " seconds";
    }
    return time.toHours() < 2 ? time.toMinutes() + " minutes" : time.toHours() + " hours";
  }
}
