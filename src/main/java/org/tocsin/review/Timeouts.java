package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Drops what nobody decided in time. */
@ApplicationScoped
public class Timeouts {

  private static final int AT_ONCE = 1_000;

  private final ReviewQueue queue;
  private final ParkedRun parked;

  Timeouts(ReviewQueue queue, ParkedRun parked) {
    this.queue = queue;
    this.parked = parked;
  }

  /**
   * Drops the most overdue cases and returns how many; joins the caller's transaction. The next
   * call goes on where this one stopped.
   */
  public int expire(Instant now) {
    List<ReviewCase> overdue = queue.overdue(now, AT_ONCE);
    for (ReviewCase about : overdue) {
      if (about.kind() == ReviewCase.Kind.RUN) {
        parked.drop(now);
      }
      queue.close(
          about.id(),
          ReviewCase.State.DROPPED,
          new ReviewCase.Closed(Optional.empty(), now, "nobody decided in time"));
    }
    return overdue.size();
  }
}
