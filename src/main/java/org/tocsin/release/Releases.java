package org.tocsin.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tocsin.publication.ReleaseHistory;

/**
 * Keeps the files of releases in step with the newest release. Doing so after a crash is the same
 * as after a release.
 */
@ApplicationScoped
public class Releases {

  /** How old a head may become before it is signed again, changed or not. */
  private static final Duration SIGNED_AGAIN_AFTER = Duration.ofHours(1);

  private final ReleaseHistory history;
  private final ReleaseWriter writer;
  private final InstantSource clock;
  private volatile Optional<SignedHead> served = Optional.empty();

  Releases(ReleaseHistory history, ReleaseStore store, ReleaseKeys keys, InstantSource clock) {
    this.history = history;
    this.writer = new ReleaseWriter(history, store, keys);
    this.clock = clock;
  }

  /** Returns the head that is handed out; empty until there is one. */
  public Optional<SignedHead> served() {
    return served;
  }

  /**
   * Writes what of the newest release is not there yet. When this returns, its head is handed out.
   */
  public synchronized void bringUpToDate() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ReleaseHistory.Newest newest = QuarkusTransaction.requiringNew().call(history::newest);
    try {
      if (served.isEmpty()) {
        served = writer.kept();
      }
      if (served.filter(head -> isCurrent(head.head(), newest, now)).isEmpty()) {
        Optional<Head> last = served.map(SignedHead::head);
        served = Optional.of(QuarkusTransaction.requiringNew().call(() -> writer.write(last, now)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the newest release could not be written", e);
    }
  }

  private static boolean isCurrent(Head head, ReleaseHistory.Newest newest, Instant now) {
    return head.session().equals(newest.session())
        && head.serial() == newest.serial()
        && now.isBefore(head.issuedAt().plus(SIGNED_AGAIN_AFTER))
        && !now.isBefore(head.issuedAt());
  }
}
