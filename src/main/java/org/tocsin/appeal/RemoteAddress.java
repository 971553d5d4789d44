package org.tocsin.appeal;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.tocsin.address.Address;

/** Finds out where a request comes from. */
interface RemoteAddress {

  /**
   * Returns the address a request was sent from, as far as it is known. What the request says of
   * itself counts only if the configuration trusts the proxy that it came through.
   */
  Optional<Address> of(HttpServerRequest request);
}
