package org.tocsin.blocklist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.tocsin.publication.ReleaseHistory.Listing;
import org.tocsin.release.Head;

/**
 * What the newest release lists, read once for all formats that are asked for one after the other,
 * and let go when nobody has asked for a while: of a million addresses it is large.
 */
final class KeptListings {

  private static final Duration LET_GO_AFTER = Duration.ofSeconds(30);

  private record Release(UUID session, long serial) {}

  private final Cache<Release, List<Listing>> kept =
      Caffeine.newBuilder()
          .maximumSize(1)
          .expireAfterAccess(LET_GO_AFTER)
          .scheduler(Scheduler.systemScheduler())
          .build();

  List<Listing> of(Head head, Supplier<List<Listing>> read) {
    Release release = new Release(head.session(), head.serial());
    if (kept.getIfPresent(release) == null) {
      // Never two of them at once.
      kept.invalidateAll();
    }
    return kept.get(release, any -> read.get());
  }
}
