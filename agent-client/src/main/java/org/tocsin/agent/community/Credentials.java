package org.tocsin.agent.community;

import java.util.Optional;

/**
 * What a credentials file says: the server, the machine, and the polling address if there is one.
 */
record Credentials(ServerUrl url, Watcher watcher, Optional<String> papiUrl) {
  Credentials withPapiUrl() {
    return new Credentials(url, watcher, Optional.of(url.withoutPath()));
  }
}
