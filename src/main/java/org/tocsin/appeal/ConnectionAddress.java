package org.tocsin.appeal;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.tocsin.address.Address;

/** The other end of the connection, or what a trusted proxy says it is. */
@ApplicationScoped
final class ConnectionAddress implements RemoteAddress {

  @Override
  public Optional<Address> of(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress())
        .map(SocketAddress::hostAddress)
        .flatMap(Address::parse);
  }
}
