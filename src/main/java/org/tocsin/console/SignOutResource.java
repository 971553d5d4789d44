package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.tocsin.account.Role;
import org.tocsin.account.Sessions;
import org.tocsin.audit.AuditLog;

/** Ends every session of whoever asks: a session that one forgot somewhere ends too. */
@Path("/console/sign-out")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class SignOutResource {

  private final Sessions sessions;
  private final AuditLog audit;
  private final Visitor visitor;

  SignOutResource(Sessions sessions, AuditLog audit, Visitor visitor) {
    this.sessions = sessions;
    this.audit = audit;
    this.visitor = visitor;
  }

  /** Signs out everywhere. */
  @POST
  public Response signOut(byte[] body, @Context HttpServerRequest request) {
    visitor.form(body);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              int ended = sessions.endAll(visitor.operator());
              audit.record(
                  visitor.name(),
                  "session.end",
                  "operator " + visitor.name(),
                  "all " + ended + " of them");
            });
    return Response.seeOther(URI.create(SignInResource.PATH))
        .cookie(SessionCookie.none(request.isSSL()))
        .build();
  }
}
