package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.audit.AuditLog;
import org.tocsin.publication.ParkedChanges;
import org.tocsin.publication.ReleaseStory;
import org.tocsin.review.CaseBoard;
import org.tocsin.review.Decision;
import org.tocsin.review.Decisions;
import org.tocsin.review.ReviewCase;

/** What operators do about releases, each act with its entry in the record. */
@ApplicationScoped
public class ReleaseActs {

  private static final int RUNS = 100;

  private final ReleaseControl releases;
  private final ParkedChanges parked;
  private final ReleaseStory story;
  private final CaseBoard board;
  private final Decisions decisions;
  private final AuditLog audit;

  ReleaseActs(
      ReleaseControl releases,
      ParkedChanges parked,
      ReleaseStory story,
      CaseBoard board,
      Decisions decisions,
      AuditLog audit) {
    this.releases = releases;
    this.parked = parked;
    this.story = story;
    this.board = board;
    this.decisions = decisions;
    this.audit = audit;
  }

  /** Returns the release at which the list stands still, empty if it goes on. */
  public OptionalLong standsStillAt() {
    return releases.standsStillAt();
  }

  /**
   * Goes back to the set of an older release with a new one and stays there; returns its serial, or
   * nothing if there is no such release of the last seven days.
   */
  public OptionalLong rollBack(long to, String by, String reason) {
    // Recorded first and for itself: what fails half-way was still ordered by somebody.
    record(by, "release.rollback", Long.toString(to), reason);
    OptionalLong made = releases.rollBack(to);
    made.ifPresent(
        serial ->
            QuarkusTransaction.requiringNew()
                .run(
                    () ->
                        story.note(serial, ReleaseStory.Cause.ROLLBACK, by, Optional.of(reason))));
    return made;
  }

  /** Lets the list go on with the next run; returns whether it stood still. */
  public boolean resume(String by, String reason) {
    record(by, "release.resume", "releases", reason);
    return releases.resume();
  }

  /**
   * Decides about the changes that wait, if they are those that the operator saw: empty if nothing
   * waits, or something else does.
   *
   * @param seen when the newest of the changes that the operator saw was parked
   */
  public Optional<Decision.Outcome> decideParked(Instant seen, Decision decision) {
    Optional<Long> newest =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    board.open(Optional.of(ReviewCase.Kind.RUN), Optional.empty(), 0, RUNS).stream()
                        .map(ReviewCase::id)
                        .max(Comparator.naturalOrder()));
    return newest.flatMap(
        id ->
            decisions.decideIf(
                id,
                decision,
                () ->
                    parked.waiting().map(ParkedChanges.Parked::newest).equals(Optional.of(seen))));
  }

  private void record(String by, String act, String subject, String detail) {
    QuarkusTransaction.requiringNew().run(() -> audit.record(by, act, subject, detail));
  }
}
