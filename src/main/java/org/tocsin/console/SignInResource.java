package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Operator;
import org.tocsin.account.Sessions;
import org.tocsin.account.SignInLinks;
import org.tocsin.audit.AuditLog;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;

/** Signs people in by a link that works once. */
@Path(SignInResource.PATH)
@Consumes(MediaType.WILDCARD)
@Blocking
@PermitAll
class SignInResource {

  static final String PATH = "/console/sign-in";

  private static final int LONGEST_LINK = 64;

  private final SignInLinks links;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Pages pages;
  private final InstantSource clock;

  SignInResource(
      SignInLinks links, Sessions sessions, AuditLog audit, Pages pages, InstantSource clock) {
    this.links = links;
    this.sessions = sessions;
    this.audit = audit;
    this.pages = pages;
    this.clock = clock;
  }

  /**
   * Shows a button. Looking at a link uses nothing up, since mail programs and chats look at every
   * link that they are sent.
   */
  @GET
  public Response show(@QueryParam("link") @DefaultValue("") String link) {
    return page(200, link.length() > LONGEST_LINK ? "" : link, Optional.empty());
  }

  /** Uses the link up and begins a session. */
  @POST
  public Response signIn(byte[] body, @Context HttpServerRequest request) {
    String link = Form.withoutSession(body).needed("link", LONGEST_LINK);
    Optional<String> session = QuarkusTransaction.requiringNew().call(() -> begin(link));
    if (session.isEmpty()) {
      return page(
          403, "", Optional.of("This link was used already, is older than an hour, or unknown."));
    }
    return Response.seeOther(URI.create("/console/"))
        .cookie(SessionCookie.of(session.get(), request.isSSL()))
        .build();
  }

  private Optional<String> begin(String link) {
    Optional<Operator> who = links.redeem(link, clock.instant());
    who.ifPresent(
        operator ->
            audit.record(
                operator.name(), "session.begin", "operator " + operator.name(), "by a link"));
    return who.map(operator -> sessions.begin(operator, clock.instant()));
  }

  private Response page(int status, String link, Optional<String> said) {
    Frame frame = new Frame("Sign in", PATH, List.of(), Optional.empty(), "", said);
    return pages.page(status, "console/signIn.jte", frame, link);
  }
}
