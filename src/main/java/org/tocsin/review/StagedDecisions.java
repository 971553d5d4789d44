package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tocsin.audit.AuditLog;

/**
 * Decisions that can be taken back for a while. What is staged stands on its case in the database
 * until it takes effect, so it outlives a crash; it takes effect in the transaction that clears it,
 * so it does so once, however many servers try.
 */
@ApplicationScoped
public class StagedDecisions {

  /** As many as one may stage at once. */
  public static final int MOST_AT_ONCE = 200;

  private static final int DUE_AT_ONCE = 1_000;

  private final ReviewQueue queue;
  private final StagingLedger ledger;
  private final Decisions decisions;
  private final AuditLog audit;
  private final Grace grace;
  private final InstantSource clock;

  StagedDecisions(
      ReviewQueue queue,
      StagingLedger ledger,
      Decisions decisions,
      AuditLog audit,
      Grace grace,
      InstantSource clock) {
    this.queue = queue;
    this.ledger = ledger;
    this.decisions = decisions;
    this.audit = audit;
    this.grace = grace;
    this.clock = clock;
  }

  /** Stages a decision on a case, if it is still as whoever decides saw it. */
  @Transactional
  public Staging.Outcome stage(Staging wanted, Decision decision) {
    Optional<ReviewCase> found = queue.find(wanted.id());
    if (found.isEmpty()) {
      return new Staging.Outcome.NoSuchCase();
    }
    // Who agreed changes only together with the revision, which the update asks for once more.
    if (found.get().state() == ReviewCase.State.OPEN
        && found.get().revision() == wanted.revision()
        && decisions.agreedAlready(found.get(), decision)) {
      return new Staging.Outcome.NeedsAnother(found.get());
    }
    Instant now = now();
    boolean staged =
        ledger.stage(
            wanted.id(),
            wanted.revision(),
            new ReviewCase.Staged(decision, now, now.plus(grace.time())));
    ReviewCase after = queue.find(wanted.id()).orElseThrow();
    if (staged) {
      record("review.stage", after, decision.operator(), decision.text());
      return new Staging.Outcome.Staged(after);
    }
    return after.state() == ReviewCase.State.OPEN
        ? new Staging.Outcome.Changed(after)
        : new Staging.Outcome.TooLate(after);
  }

  /**
   * Stages one decision on many cases, each for itself, and returns what came of each in the order
   * that was asked for.
   *
   * @throws IllegalArgumentException if these are more than {@link #MOST_AT_ONCE}, or one twice
   */
  @Transactional
  public Map<Long, Staging.Outcome> stageAll(List<Staging> wanted, Decision decision) {
    if (wanted.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException("at most " + MOST_AT_ONCE + " cases at once");
    }
    // In one order, so that two who stage the same cases do not wait for each other in a circle.
    Map<Long, Staging> inOrder = new TreeMap<>();
    wanted.forEach(one -> inOrder.put(one.id(), one));
    if (inOrder.size() < wanted.size()) {
      throw new IllegalArgumentException("a case was named twice");
    }
    Map<Long, Staging.Outcome> outcomes = new TreeMap<>();
    inOrder.forEach((id, one) -> outcomes.put(id, stage(one, decision)));
    Map<Long, Staging.Outcome> asAsked = new LinkedHashMap<>();
    wanted.forEach(
        one -> asAsked.put(one.id(), Optional.ofNullable(outcomes.get(one.id())).orElseThrow()));
    return asAsked;
  }

  /**
   * Takes back what is staged on a case.
   *
   * @param anybodys whether this operator may take back what others staged
   */
  @Transactional
  public Staging.Undoing undo(long id, String operator, boolean anybodys) {
    Optional<ReviewCase> found = queue.lock(id);
    if (found.isEmpty()) {
      return new Staging.Undoing.NoSuchCase();
    }
    ReviewCase about = found.get();
    if (about.staged().isEmpty() || !now().isBefore(about.staged().get().dueAt())) {
      return new Staging.Undoing.TooLate(about);
    }
    ReviewCase.Staged staged = about.staged().get();
    if (!anybodys && !staged.decision().operator().equals(operator)) {
      return new Staging.Undoing.NotYours(about);
    }
    if (!ledger.undo(id, staged)) {
      return new Staging.Undoing.TooLate(about);
    }
    record("review.undo", about, operator, staged.decision().text());
    return new Staging.Undoing.Undone(queue.find(id).orElseThrow());
  }

  /**
   * Has everything take effect that is due, and returns how much did. One that fails keeps none of
   * the others from taking effect, and stays due itself. Must be called outside of any transaction
   * and while this thread holds up no curation run.
   */
  public int applyDue(Instant now) {
    List<RuntimeException> failed = new ArrayList<>();
    int applied = 0;
    for (ReviewCase due : ledger.due(now, DUE_AT_ONCE)) {
      try {
        applied += apply(due.id(), due.staged().orElseThrow()) ? 1 : 0;
      } catch (RuntimeException e) {
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      RuntimeException first = failed.get(0);
      failed.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return applied;
  }

  private boolean apply(long id, ReviewCase.Staged staged) {
    Optional<Decision.Outcome> outcome =
        decisions.decideStaged(id, staged, about -> lapse(about, staged));
    return outcome.filter(Decision.Outcome.Taken.class::isInstance).isPresent();
  }

  /** Nothing can come of it any more. Joins the transaction that found that out. */
  private void lapse(ReviewCase about, ReviewCase.Staged staged) {
    if (ledger.clear(about.id(), staged)) {
      String why =
          about.state() == ReviewCase.State.OPEN
              ? " needs another operator"
              : " is " + about.state().text() + " already";
      audit.record(
          staged.decision().operator(),
          "review.lapse",
          about.kind().text() + " " + about.subject(),
          "case " + about.id() + why + ": " + staged.decision().text());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void record(String act, ReviewCase about, String operator, String detail) {
    audit.record(
        operator,
        act,
        about.kind().text() + " " + about.subject(),
        "case " + about.id() + ": " + detail);
  }
}
