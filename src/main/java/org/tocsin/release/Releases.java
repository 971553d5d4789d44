package org.tocsin.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.tocsin.publication.ReleaseSets;

/**
 * Keeps the files of releases in step with the newest release. Doing so after a crash is the same
 * as after a release.
 */
@ApplicationScoped
public class Releases {

  private static final Logger LOG = Logger.getLogger(Releases.class);

  private final ReleaseSets sets;
  private final ReleaseCommits commits;
  private final ReleaseWriter here;
  private final List<ReleaseWriter> copies;
  private final InstantSource clock;
  private volatile Optional<SignedHead> served = Optional.empty();
  private boolean copied;

  Releases(
      ReleaseSets sets,
      ReleaseCommits commits,
      ReleaseStores stores,
      ReleaseKeys keys,
      Precheck precheck,
      InstantSource clock) {
    this.sets = sets;
    this.commits = commits;
    Function<ReleaseStore, ReleaseWriter> into =
        store ->
            new ReleaseWriter(sets, commits, store, keys, precheck, Releases::inItsOwnTransaction);
    this.here = into.apply(stores.here());
    this.copies = stores.copies().stream().map(into).toList();
    this.clock = clock;
  }

  private static <T> T inItsOwnTransaction(java.util.function.Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
  }

  /** Returns the head that is handed out; empty until there is one. */
  public Optional<SignedHead> served() {
    return served;
  }

  /**
   * Writes what of the newest release is not there yet. When this returns, its head is handed out.
   * A copy elsewhere that cannot be written is tried again next time and holds up nothing here.
   */
  public synchronized void bringUpToDate() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      if (served.isEmpty()) {
        served = here.kept();
      }
      if (!isUpToDate(now)) {
        copied = false;
        served = Optional.of(here.write(now));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the newest release could not be written", e);
    }
    if (!copied) {
      copied = copy(now);
    }
  }

  private boolean copy(Instant now) {
    boolean all = true;
    for (ReleaseWriter copy : copies) {
      try {
        copy.write(now);
      } catch (IOException e) {
        LOG.errorf("The newest release could not be copied, trying again: %s", e.getMessage());
        all = false;
      }
    }
    return all;
  }

  /** Another publisher may have committed something newer than what is handed out here. */
  private boolean isUpToDate(Instant now) {
    if (served.isEmpty()) {
      return false;
    }
    SignedHead handedOut = served.get();
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                ReleaseWriter.isCurrent(handedOut.head(), sets.newest(), now)
                    && commits.last().sealed().equals(Optional.of(handedOut.sealed())));
  }
}
