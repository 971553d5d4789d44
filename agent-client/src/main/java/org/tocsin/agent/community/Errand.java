package org.tocsin.agent.community;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.verification.ListRefused;

/**
 * One of the things that are fetched again and again: how it went last, and when it is due. Each
 * has its own, so that none holds up another or hides how that went. One thread runs it; any thread
 * may read how it went.
 */
final class Errand {
  /** What is done. */
  interface Work {
    void run(Instant now) throws CallFailed, ListRefused, IOException;
  }

  private final InstantSource clock;
  private final Cadence cadence;
  private final Consumer<Notice> notices;
  private Instant leftAloneUntil = Instant.MIN;
  private Instant due = Instant.MIN;
  private volatile Optional<Instant> lastSuccess = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();

  Errand(InstantSource clock, Cadence cadence, Consumer<Notice> notices) {
    this.clock = clock;
    this.cadence = cadence;
    this.notices = notices;
  }

  /** Does it, unless the server asked to be left alone for longer, and answers when it is due. */
  Instant run(Work work) {
    Instant now = clock.instant();
    if (now.isBefore(leftAloneUntil)) {
      return due;
    }
    try {
      work.run(now);
      problem = Optional.empty();
      lastSuccess = Optional.of(now);
      due = cadence.afterSuccess(clock.instant());
    } catch (ListRefused refused) {
      failed(Notice.Kind.REFUSED, Words.of(refused), Optional.empty());
    } catch (CallFailed failed) {
      failed(Notice.Kind.FAILED, Words.of(failed), failed.retryAfter());
    } catch (IOException e) {
      failed(Notice.Kind.FAILED, "the list cannot be kept: " + Words.of(e), Optional.empty());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // What is held was left whole, and the next attempt may find more room.
      String text = "fetching lists broke off: " + e.getClass().getSimpleName();
      failed(Notice.Kind.FAILED, text, Optional.empty());
    }
    return due;
  }

  private void failed(Notice.Kind kind, String text, Optional<Duration> askedFor) {
    problem = Optional.of(text);
    due = cadence.afterFailure(clock.instant(), askedFor);
    leftAloneUntil = askedFor.isPresent() ? due : Instant.MIN;
    notices.accept(new Notice(kind, text));
  }

  Optional<Instant> lastSuccess() {
    return lastSuccess;
  }

  /** What was wrong the last time, if anything. */
  Optional<String> problem() {
    return problem;
  }
}
