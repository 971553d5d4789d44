package org.tocsin.blocklist;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
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

  ServedReleases(Releases releases, FolderStore store, ReleaseKeys keys) {
    this.releases = releases;
    this.store = store;
    String jwks = keys.jwks();
    this.keys =
        new ServedText(
            jwks,
            '"' + Sha256.hex(jwks.getBytes(StandardCharsets.UTF_8)) + '"',
            0,
            Optional.empty());
  }

  Optional<ServedText> head() {
    return releases.served().map(ServedReleases::text);
  }

  private static ServedText text(SignedHead head) {
    return new ServedText(
        head.sealed(),
        '"' + head.digest() + '"',
        head.head().serial(),
        Optional.of(head.head().issuedAt()));
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
