package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.account.Sessions;
import org.tocsin.audit.AuditLog;
import org.tocsin.page.Refusal;

/** One's own account: how one signs in, and one's sessions. */
@Path(AccountPage.PATH)
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class AccountResource {

  private final AccountPage page;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Visitor visitor;

  AccountResource(AccountPage page, Sessions sessions, AuditLog audit, Visitor visitor) {
    this.page = page;
    this.sessions = sessions;
    this.audit = audit;
    this.visitor = visitor;
  }

  /** Shows one's own account. */
  @GET
  public Response show() {
    return page.answer(200, Optional.empty());
  }

  /** Ends one of one's own sessions. */
  @POST
  @Path("sessions/{id}/end")
  public Response end(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    long session = Numbers.of(id, "session");
    boolean ended =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  boolean done = sessions.end(visitor.operator(), session);
                  if (done) {
                    audit.record(
                        visitor.name(),
                        "session.end",
                        "operator " + visitor.name(),
                        "session " + session);
                  }
                  return done;
                });
    if (!ended) {
      throw Refusal.notFound("session");
    }
    return page.answer(200, Optional.of("The session is over."));
  }
}
