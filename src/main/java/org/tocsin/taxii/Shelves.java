package org.tocsin.taxii;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tocsin.consumer.Cut;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.publication.ReleaseSets;
import org.tocsin.release.Head;
import org.tocsin.release.ReleaseNotOut;

/**
 * The newest release as objects, read when the first client asks for it, once for all that ask, and
 * kept until there is a newer one or nobody asks any more.
 */
@ApplicationScoped
class Shelves {

  /** How long it is told that a listing ended. Whoever asks less often begins anew. */
  static final Duration REVOKED_FOR = Duration.ofDays(7);

  private static final Duration IDLE = Duration.ofHours(1);
  private static final int CUTS = 50;

  private record Release(String session, long serial) {
    boolean isBefore(Release other) {
      return !session.equals(other.session) || serial < other.serial;
    }
  }

  private record Wanted(Release release, Cut cut) {}

  private final ReleaseHistory history;
  private final ReleaseSets sets;
  private final InstantSource clock;
  private final AsyncCache<Release, Shelf> shelves =
      Caffeine.newBuilder()
          .executor(Infrastructure.getDefaultWorkerPool())
          .expireAfterAccess(IDLE)
          .buildAsync();
  private final AsyncCache<Wanted, Part> parts =
      Caffeine.newBuilder()
          .executor(Infrastructure.getDefaultWorkerPool())
          .expireAfterAccess(IDLE)
          .maximumSize(CUTS)
          .buildAsync();

  Shelves(ReleaseHistory history, ReleaseSets sets, InstantSource clock) {
    this.history = history;
    this.sets = sets;
    this.clock = clock;
  }

  /** Returns what a consumer gets of a release as soon as it is there. */
  CompletableFuture<Part> of(Head head, Cut cut) {
    Release release = new Release(head.session().toString(), head.serial());
    // A copy, so that one client that goes away does not end the work others wait for.
    return parts
        .get(
            new Wanted(release, cut),
            (any, executor) ->
                shelves
                    .get(release, this::read)
                    .thenApplyAsync(shelf -> Part.of(shelf, cut), executor))
        .copy();
  }

  private Shelf read(Release release) {
    Shelf shelf = QuarkusTransaction.requiringNew().call(() -> readInTransaction(release));
    shelves.asMap().keySet().removeIf(other -> other.isBefore(release));
    parts.asMap().keySet().removeIf(other -> other.release().isBefore(release));
    return shelf;
  }

  /**
   * What joined and what left is of the release that is served, or an end could be passed over.
   * Asked afterwards, for nothing is older than a head that is served.
   */
  private Shelf readInTransaction(Release release) {
    long old = sets.serialAt(clock.instant().minus(REVOKED_FOR));
    List<ReleaseHistory.Listing> listings = history.listings();
    List<ReleaseHistory.Departure> departures = history.departed(old);
    ReleaseSets.Newest newest = sets.newest();
    if (!release.equals(new Release(newest.session().toString(), newest.serial()))) {
      throw new ReleaseNotOut(release.serial());
    }
    return Shelf.of(release.session(), release.serial(), listings, departures);
  }
}
