package org.tocsin.appeal;

import io.quarkus.test.Mock;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.tocsin.address.Address;

/** Lets a test send from any address: tests have only loopback. */
@Mock
@Singleton
final class RemoteAddressOfHeader implements RemoteAddress {

  static final String HEADER = "X-Test-From";

  private final ConnectionAddress connection = new ConnectionAddress();

  @Override
  public Optional<Address> of(HttpServerRequest request) {
    String from = request.getHeader(HEADER);
    return from == null ? connection.of(request) : Address.parse(from);
  }
}
