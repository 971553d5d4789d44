package org.tocsin.blocklist;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tocsin.consumer.Cut;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.publication.ReleaseSets;
import org.tocsin.release.FolderStore;
import org.tocsin.release.Head;
import org.tocsin.release.ReleaseNotOut;

/**
 * The newest release in each format, and the files of the MISP feed, rendered when the first client
 * asks for it, once for all that ask, and kept until there is a newer one.
 */
@ApplicationScoped
class RenderedReleases {

  private static final Logger LOG = Logger.getLogger(RenderedReleases.class);
  private static final int MOST_KEPT = 200;
  private static final String FOLDER = "latest";

  private record Wanted(String session, long serial, Document document, Cut cut) {}

  private final ReleaseHistory history;
  private final ReleaseSets sets;
  private final FolderStore store;
  private final InstantSource clock;
  private final KeptListings listings = new KeptListings();
  private final AsyncCache<Wanted, ServedFile> rendered =
      Caffeine.newBuilder()
          .executor(Infrastructure.getDefaultWorkerPool())
          .maximumSize(MOST_KEPT)
          .removalListener(RenderedReleases::delete)
          .buildAsync();

  RenderedReleases(
      ReleaseHistory history, ReleaseSets sets, FolderStore store, InstantSource clock) {
    this.history = history;
    this.sets = sets;
    this.store = store;
    this.clock = clock;
  }

  /** What an earlier run of the server rendered, nobody knows of any more. */
  void clear(@Observes StartupEvent event) throws IOException {
    Path folder = store.path(FOLDER);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Returns what a consumer gets of a release as soon as it is there. */
  CompletableFuture<ServedFile> of(Head head, Document document, Cut cut) {
    Wanted wanted = new Wanted(head.session().toString(), head.serial(), document, cut);
    // A copy, so that one client that goes away does not end the work others wait for.
    return rendered.get(wanted, any -> render(head, document, cut)).copy();
  }

  private ServedFile render(Head head, Document document, Cut cut) {
    try {
      return new RenderedFile(store.path(FOLDER), document)
          .write(
              head,
              () ->
                  listings.of(
                      head, () -> QuarkusTransaction.requiringNew().call(() -> listed(head))),
              cut,
              clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException("a release could not be rendered", e);
    }
  }

  private List<ReleaseHistory.Listing> listed(Head head) {
    List<ReleaseHistory.Listing> listed = history.listings();
    // Asked afterwards, for nothing is older than a head that is served.
    ReleaseSets.Newest newest = sets.newest();
    if (!newest.equals(new ReleaseSets.Newest(head.session(), head.serial()))) {
      throw new ReleaseNotOut(head.serial());
    }
    return listed;
  }

  /** Whoever is reading the file goes on reading it. */
  private static void delete(
      @Nullable Wanted wanted, @Nullable ServedFile file, RemovalCause cause) {
    if (file == null || cause == RemovalCause.REPLACED) {
      return;
    }
    try {
      Files.deleteIfExists(file.plain().file());
      for (ServedFile.Form packed : file.packed()) {
        Files.deleteIfExists(packed.file());
      }
    } catch (IOException e) {
      LOG.warnf("%s could not be deleted: %s", file.plain().file(), e.getMessage());
    }
  }
}
