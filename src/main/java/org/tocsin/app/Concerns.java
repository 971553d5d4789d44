package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.notification.Event;
import org.tocsin.notification.Notice;
import org.tocsin.publication.Publisher;
import org.tocsin.review.ReviewCase;
import org.tocsin.review.ReviewQueue;
import org.tocsin.trust.BaitHits;

/** What there is right now that operators may want to be told of. */
@ApplicationScoped
class Concerns {

  /** Whatever happened while no server ran for longer than this is for the console to tell. */
  private static final Duration LOOKED_BACK = Duration.ofDays(2);

  private static final int MOST = 500;

  private final ReviewQueue queue;
  private final Publisher publisher;
  private final BaitHits bait;
  private final OwnChecks checks;
  private final ConsoleLinks links;
  private final Duration queueAge;

  Concerns(
      ReviewQueue queue,
      Publisher publisher,
      BaitHits bait,
      OwnChecks checks,
      ConsoleLinks links,
      ServerConfig config) {
    this.queue = queue;
    this.publisher = publisher;
    this.bait = bait;
    this.checks = checks;
    this.links = links;
    this.queueAge = config.notification().queueAge();
  }

  /** Returns all that is so at an instant, told already or not. */
  List<Notice> now(Instant now) {
    List<Notice> notices = new ArrayList<>();
    queue(now).ifPresent(notices::add);
    publisher.parkedSince().map(this::parked).ifPresent(notices::add);
    checks(notices);
    LocalDate since = now.minus(LOOKED_BACK).atZone(ZoneOffset.UTC).toLocalDate();
    bait.since(since, MOST).stream().map(this::hit).forEach(notices::add);
    queue.appealsSince(now.minus(LOOKED_BACK), MOST).stream()
        .map(this::appeal)
        .forEach(notices::add);
    return notices;
  }

  private Optional<Notice> queue(Instant now) {
    ReviewQueue.Waiting waiting = queue.waiting();
    return waiting
        .oldest()
        .filter(oldest -> oldest.isBefore(now.minus(queueAge)))
        .map(
            oldest ->
                new Notice(
                    Event.QUEUE_AGE,
                    "queue",
                    "Tocsin: cases wait too long",
                    waiting.open()
                        + " cases wait for a decision, the oldest since "
                        + minute(oldest)
                        + ". What nobody decides in time is dropped.",
                    links.queue()));
  }

  private Notice parked(Instant since) {
    return new Notice(
        Event.PARKED_RUN,
        "run",
        "Tocsin: a release waits for a person",
        "Since "
            + minute(since)
            + " changes of the list are held back, because there are too many at once. Approve or"
            + " drop them.",
        links.parkedRun());
  }

  private void checks(List<Notice> notices) {
    if (checks.findings() > 0) {
      notices.add(
          failed(
              "release",
              "The second look at the release that is served found "
                  + checks.findings()
                  + " things wrong. The server's log says what."));
    }
    if (checks.differences() > 0) {
      notices.add(
          failed(
              "curation",
              "In the daily audit "
                  + checks.differences()
                  + " verdicts differ from those that everything judged anew gives."));
    }
  }

  private Notice failed(String subject, String text) {
    return new Notice(
        Event.FAILED_CHECK, subject, "Tocsin: a check failed", text, links.overview());
  }

  private Notice hit(BaitHits.Hit hit) {
    String kind = hit.kind().name().toLowerCase(Locale.ROOT);
    return new Notice(
        Event.CANARY_HIT,
        "organisation " + hit.organisation() + " " + kind + " " + hit.day(),
        "Tocsin: an organisation reported a " + kind,
        "On "
            + hit.day()
            + " organisation "
            + hit.organisation()
            + " reported what cannot be an attacker: a "
            + kind
            + ".",
        links.organisations());
  }

  /** What the appeal says is for whoever decides; it may name people. */
  private Notice appeal(ReviewCase appeal) {
    return new Notice(
        Event.APPEAL,
        "case " + appeal.id(),
        "Tocsin: an appeal against a listing",
        "Somebody appeals against the listing of "
            + appeal.subject()
            + ". Decide until "
            + minute(appeal.dueAt())
            + ".",
        links.reviewCase(appeal.id()));
  }

  private static Instant minute(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MINUTES);
  }
}
