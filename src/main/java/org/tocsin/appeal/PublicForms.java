package org.tocsin.appeal;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.http.ServerAddress;
import org.tocsin.network.Standpoints;
import org.tocsin.page.Form;
import org.tocsin.page.Refusal;
import org.tocsin.page.SentBy;

/**
 * Forms of people without a session. Each carries a token that only this page, sent to this
 * visitor's address, has; and the browser must say that one of our pages sent it.
 */
@ApplicationScoped
class PublicForms {

  private final Standpoints standpoints;
  private final ServerAddress server;
  private final InstantSource clock;

  PublicForms(Standpoints standpoints, ServerAddress server, InstantSource clock) {
    this.standpoints = standpoints;
    this.server = server;
    this.clock = clock;
  }

  /** Returns where people reach this server, to be typed elsewhere. */
  String server(HttpServerRequest request) {
    return server.of(request).orElse("https://THIS-SERVER");
  }

  /** Returns what the forms about an address must send back; it holds until the month ends. */
  String token(Address about, Optional<Address> from) {
    // The keyed hash is known to nobody outside, and cannot be found from the token.
    String secret =
        from.map(address -> standpoints.of(address.toString(), clock.instant()).prefixHash())
            .orElse("");
    String visitor = from.map(Address::toString).orElse("");
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(
                      ("form about " + about + " for " + visitor + " " + secret)
                          .getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Form read(byte[] body, HttpServerRequest request, Address about, Optional<Address> from) {
    if (SentBy.of(request) != SentBy.THIS_SITE) {
      throw new Refusal(
          403,
          "This form was not sent by a page of this site, as far as your browser tells."
              + " Load the page here, then send it again.");
    }
    return Form.of(body, token(about, from));
  }
}
