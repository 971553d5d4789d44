package org.tocsin.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.tocsin.release.ReleaseKeys;

/** Says with which keys releases are verified, where an operator can compare them. */
@ApplicationScoped
class KeysShown {

  private static final Logger LOG = Logger.getLogger(KeysShown.class);

  private final ReleaseKeys keys;

  KeysShown(ReleaseKeys keys) {
    this.keys = keys;
  }

  void show(@Observes StartupEvent event) {
    LOG.infof("Releases are verified with %s", keys.jwks());
  }
}
