package org.tocsin.blocklist;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.tocsin.consumer.Cut;
import org.tocsin.format.Format;
import org.tocsin.format.MispFeed;
import org.tocsin.release.Head;
import org.tocsin.release.ReleaseNotOut;
import org.tocsin.release.ReleaseStores;

/**
 * Puts the newest release in every format where releases are copied to, so that it is there while
 * the server is away. The signed files do not wait for it.
 */
@ApplicationScoped
public class FormatCopies {

  private static final Logger LOG = Logger.getLogger(FormatCopies.class);
  private static final String LATEST = "latest/";
  private static final String MISP = "misp/";

  private record Copied(UUID session, long serial) {}

  private final ServedReleases releases;
  private final RenderedReleases renderings;
  private final ReleaseStores stores;
  private Optional<Copied> copied = Optional.empty();

  FormatCopies(ServedReleases releases, RenderedReleases renderings, ReleaseStores stores) {
    this.releases = releases;
    this.renderings = renderings;
    this.stores = stores;
  }

  /** Copies what is not copied yet; what fails is tried again the next time, and told. */
  public synchronized void bringUpToDate() {
    Optional<Head> newest = releases.newest();
    Optional<Copied> wanted = newest.map(head -> new Copied(head.session(), head.serial()));
    if (!stores.haveCopies() || wanted.isEmpty() || wanted.equals(copied)) {
      return;
    }
    try {
      for (Map.Entry<String, Document> one : documents(newest.get()).entrySet()) {
        ServedFile file = renderings.of(newest.get(), one.getValue(), Cut.ALL).join();
        stores.copy(one.getKey(), file.plain().file(), file.about().contentType());
      }
      copied = wanted;
    } catch (CompletionException e) {
      if (!ReleaseNotOut.causes(e)) {
        throw e;
      }
    } catch (IOException e) {
      LOG.errorf("The formats could not be copied, trying again: %s", e.getMessage());
    }
  }

  private static Map<String, Document> documents(Head head) {
    String session = head.session().toString();
    Map<String, Document> documents = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      Document.inFormat(format.path(), false)
          .ifPresent(document -> documents.put(LATEST + format.path(), document));
    }
    for (String name :
        new String[] {"manifest.json", "hashes.csv", MispFeed.eventFileName(session)}) {
      Document.ofMispFeed(name, session).ifPresent(one -> documents.put(MISP + name, one));
    }
    return documents;
  }
}
