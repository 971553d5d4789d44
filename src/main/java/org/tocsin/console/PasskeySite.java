package org.tocsin.console;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.tocsin.account.passkey.Passkeys;
import org.tocsin.http.ServerAddress;
import org.tocsin.page.Refusal;

/** Where browsers find this server: passkeys belong to that place. */
@ApplicationScoped
class PasskeySite {

  private final ServerAddress server;

  PasskeySite(ServerAddress server) {
    this.server = server;
  }

  Passkeys.Site of(HttpServerRequest request) {
    URI found =
        server
            .of(request)
            .map(URI::create)
            .filter(uri -> uri.getHost() != null)
            .orElseThrow(() -> new Refusal(400, "The request does not say which host it is for."));
    String port = found.getPort() > 0 ? ":" + found.getPort() : "";
    return new Passkeys.Site(found.getScheme() + "://" + found.getHost() + port, found.getHost());
  }
}
