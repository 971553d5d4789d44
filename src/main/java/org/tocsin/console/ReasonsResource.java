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
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.tocsin.account.Role;
import org.tocsin.audit.AuditLog;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;
import org.tocsin.review.ReasonTemplates;

/** The texts that a reason for a decision can begin with. */
@Path("/console/reviews/reasons")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class ReasonsResource {

  private static final String ROOM = "/console/reviews";
  private static final int LONGEST = 500;

  /**
   * What is shown.
   *
   * @param reasons the texts in their order
   * @param administers whether the visitor may change them
   */
  record View(List<ReasonTemplates.Template> reasons, boolean administers) {}

  private final ReasonTemplates reasons;
  private final AuditLog audit;
  private final Pages pages;
  private final Visitor visitor;

  ReasonsResource(ReasonTemplates reasons, AuditLog audit, Pages pages, Visitor visitor) {
    this.reasons = reasons;
    this.audit = audit;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows them. */
  @GET
  public Response show() {
    return page(200, Optional.empty());
  }

  private Response page(int status, Optional<String> said) {
    View view =
        new View(QuarkusTransaction.requiringNew().call(reasons::all), visitor.administers());
    return pages.page(
        status, "console/reasons.jte", visitor.frame("Reasons for decisions", ROOM, said), view);
  }

  /** Adds one at the end. */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response add(byte[] body) {
    String text = visitor.form(body).needed("text", LONGEST);
    boolean added =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  boolean done = reasons.add(text);
                  if (done) {
                    record("reason.add", text);
                  }
                  return done;
                });
    return added
        ? page(200, Optional.of("Added."))
        : page(
            409,
            Optional.of(
                "Nothing was added: it is there already, or there are "
                    + ReasonTemplates.MOST
                    + " already."));
  }

  /** Moves one up. */
  @POST
  @Path("{id}/up")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response up(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    change(id, "reason.move", reasons::up);
    return page(200, Optional.of("Moved."));
  }

  /** Takes one away. */
  @POST
  @Path("{id}/remove")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response remove(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    change(id, "reason.remove", reasons::remove);
    return page(200, Optional.of("Removed. Decisions that were taken keep their words."));
  }

  private void change(String id, String act, LongFunction<Optional<String>> step) {
    long number = number(id);
    QuarkusTransaction.requiringNew()
        .run(() -> record(act, step.apply(number).orElseThrow(() -> Refusal.notFound("reason"))));
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw Refusal.notFound("reason");
    }
  }

  private void record(String act, String text) {
    audit.record(visitor.name(), act, "reasons", text);
  }
}
