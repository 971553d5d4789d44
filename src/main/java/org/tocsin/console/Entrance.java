package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.tocsin.account.Operator;
import org.tocsin.account.Sessions;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.audit.AuditLog;
import org.tocsin.page.Refusal;
import org.tocsin.page.SentBy;

/** Begins sessions, however somebody showed who they are. */
@ApplicationScoped
class Entrance {

  private static final int LONGEST_SECRET = 128;

  /** Whoever has one address of IPv6 has as many as this. */
  private static final int IPV6_CLIENT_BITS = 64;

  /**
   * Somebody who may come in.
   *
   * @param operator who
   * @param by what they showed
   */
  record Proven(Operator operator, Sessions.Means by) {}

  private final Sessions sessions;
  private final AuditLog audit;
  private final InstantSource clock;

  Entrance(Sessions sessions, AuditLog audit, InstantSource clock) {
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Refuses what a page of another site had the browser send: it could sign somebody in as another,
   * who then reads what they do.
   */
  static void refuseForeign(HttpServerRequest request) {
    if (SentBy.of(request) == SentBy.ANOTHER_SITE) {
      throw new Refusal(403, "Sign in on this server's own page.");
    }
  }

  /** Returns what a client's tries are counted under. */
  static String client(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress())
        .map(SocketAddress::hostAddress)
        .flatMap(Address::parse)
        .map(
            address ->
                address.family() == Address.Family.IPV6
                    ? Prefix.around(address, IPV6_CLIENT_BITS).toString()
                    : address.toString())
        .orElse("unknown");
  }

  /**
   * Begins a new session, in one transaction with what proves who comes in, and ends the one that
   * this browser had; empty if nothing is proven.
   */
  Optional<Response> enter(Supplier<Optional<Proven>> proof, HttpServerRequest request) {
    return QuarkusTransaction.requiringNew()
        .call(() -> proof.get().map(who -> begin(who, request)));
  }

  private Response begin(Proven who, HttpServerRequest request) {
    Operator operator = who.operator();
    Optional.ofNullable(request.getCookie(SessionCookie.NAME))
        .map(Cookie::getValue)
        .filter(secret -> secret.length() <= LONGEST_SECRET)
        .ifPresent(sessions::end);
    audit.record(
        operator.name(),
        "session.begin",
        "operator " + operator.name(),
        "by a " + who.by().text().replace('-', ' '));
    String secret = sessions.begin(operator, who.by(), clock.instant());
    return Response.seeOther(URI.create(Visitor.home(operator.organisation())))
        .cookie(SessionCookie.of(secret, request.isSSL()))
        .build();
  }
}
