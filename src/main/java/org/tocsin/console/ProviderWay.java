package org.tocsin.console;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.tocsin.http.ServerAddress;
import org.tocsin.page.Refusal;

/** The way to the provider and back. */
@ApplicationScoped
class ProviderWay {

  private final ServerAddress server;
  private final SignInPage page;

  ProviderWay(ServerAddress server, SignInPage page) {
    this.server = server;
    this.page = page;
  }

  URI back(HttpServerRequest request) {
    return server
        .of(request)
        .map(base -> URI.create(base + ProviderSignInResource.PATH + "/callback"))
        .orElseThrow(() -> new Refusal(400, "The request does not say which host it is for."));
  }

  Response refused(int status, String said) {
    return page.refused(status, said);
  }
}
