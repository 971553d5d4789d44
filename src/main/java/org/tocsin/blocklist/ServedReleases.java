package org.tocsin.blocklist;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.release.FolderStore;
import org.tocsin.release.Head;
import org.tocsin.release.ReleaseKeys;
import org.tocsin.release.Releases;
import org.tocsin.release.Sha256;
import org.tocsin.release.SignedHead;

/** The newest release as it is handed out. */
@ApplicationScoped
class ServedReleases {

  private final Releases releases;
  private final FolderStore store;
  private final ServedText keys;

  /** The last head asked for, so that it is packed once. */
  private volatile @Nullable Shown shown;

  private record Shown(SignedHead head, ServedText text) {}

  ServedReleases(Releases releases, FolderStore store, ReleaseKeys keys) {
    this.releases = releases;
    this.store = store;
    String jwks = keys.jwks();
    this.keys =
        new ServedText(
            jwks, Sha256.hex(jwks.getBytes(StandardCharsets.UTF_8)), 0, Optional.empty());
  }

  Optional<ServedText> head() {
    return releases.served().map(this::text);
  }

  private ServedText text(SignedHead head) {
    Shown known = shown;
    if (known == null || !known.head().equals(head)) {
      known =
          new Shown(
              head,
              new ServedText(
                  head.sealed(),
                  head.digest(),
                  head.head().serial(),
                  Optional.of(head.head().issuedAt())));
      shown = known;
    }
    return known.text();
  }

  ServedText keys() {
    return keys;
  }

  Optional<Head> newest() {
    return releases.served().map(SignedHead::head);
  }

  long serial() {
    return newest().map(Head::serial).orElse(0L);
  }

  Path path(String name) {
    return store.path(name);
  }
}
