package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.audit.AuditFilter;
import org.tocsin.audit.AuditTrail;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** The record of operators' acts. */
@Path("/console/audit")
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class AuditResource {

  private static final int ON_A_PAGE = 100;
  private static final int LONGEST = 200;

  /**
   * The record as its page shows it.
   *
   * @param operator by whom, or everybody
   * @param act which acts, or all
   * @param subject about what, or everything
   * @param part the entries, the newest first
   */
  record View(String operator, String act, String subject, AuditTrail.Part part) {}

  private final AuditTrail trail;
  private final Pages pages;
  private final Visitor visitor;

  AuditResource(AuditTrail trail, Pages pages, Visitor visitor) {
    this.trail = trail;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows entries, the newest first. */
  @GET
  public Response show(
      @QueryParam("operator") @DefaultValue("") String operator,
      @QueryParam("act") @DefaultValue("") String act,
      @QueryParam("subject") @DefaultValue("") String subject,
      @QueryParam("before") @DefaultValue("0") long before) {
    AuditFilter filter =
        new AuditFilter(
            wanted(operator),
            wanted(act),
            wanted(subject),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    AuditTrail.Part part =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    trail.newest(
                        filter, before > 0 ? Optional.of(before) : Optional.empty(), ON_A_PAGE));
    Frame frame = visitor.frame("Audit log", "/console/audit", Optional.empty());
    return pages.page(200, "console/audit.jte", frame, new View(operator, act, subject, part));
  }

  private static Optional<String> wanted(String text) {
    if (text.length() > LONGEST) {
      throw new Refusal(400, "What is looked for has at most " + LONGEST + " characters.");
    }
    return Optional.of(text.strip()).filter(given -> !given.isEmpty());
  }
}
