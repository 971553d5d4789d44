package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.tocsin.account.Role;
import org.tocsin.audit.AuditChain;
import org.tocsin.audit.AuditFilter;
import org.tocsin.audit.AuditTrail;
import org.tocsin.operator.AuditChecks;
import org.tocsin.operator.AuditFiles;
import org.tocsin.operator.AuditQuestion;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** The record of operators' acts. */
@Path("/console/audit")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class AuditResource {

  private static final String PATH = "/console/audit";
  private static final int ON_A_PAGE = 100;
  private static final AuditTrail.Part NOTHING = new AuditTrail.Part(List.of(), Optional.empty());

  /**
   * The record as its page shows it.
   *
   * @param asked what is looked for
   * @param part the entries, the newest first
   * @param checked the newest check of all
   */
  record View(AuditAsked asked, AuditTrail.Part part, Optional<AuditChecks.Checked> checked) {
    /** Says what a check came to. */
    static String said(AuditChain.Finding finding) {
      if (finding.intact()) {
        return "All "
            + finding.entries()
            + " entries are as they were recorded: none was changed, removed, added or moved.";
      }
      return finding.firstBroken().isPresent()
          ? "Entry "
              + finding.firstBroken().get()
              + " is not as it was recorded, or one before it is missing. The "
              + finding.entries()
              + " entries before it are."
          : "The last entries are missing: "
              + finding.entries()
              + " are left and as they were recorded, but the last one is not the last that was.";
    }
  }

  private final AuditTrail trail;
  private final AuditFiles files;
  private final AuditChecks checks;
  private final Pages pages;
  private final Visitor visitor;

  AuditResource(
      AuditTrail trail, AuditFiles files, AuditChecks checks, Pages pages, Visitor visitor) {
    this.trail = trail;
    this.files = files;
    this.checks = checks;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows entries, the newest first. */
  @GET
  public Response show(
      @RestQuery Optional<String> operator,
      @RestQuery Optional<String> act,
      @RestQuery Optional<String> subject,
      @RestQuery Optional<String> from,
      @RestQuery Optional<String> to,
      @QueryParam("before") @DefaultValue("0") long before) {
    AuditAsked asked = AuditAsked.of(operator, act, subject, from, to);
    AuditFilter filter;
    try {
      filter = asked.question().filter();
    } catch (AuditQuestion.NotUnderstood e) {
      return page(400, asked, NOTHING, Optional.ofNullable(e.getMessage()));
    }
    AuditTrail.Part part =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    trail.newest(
                        filter, before > 0 ? Optional.of(before) : Optional.empty(), ON_A_PAGE));
    return page(200, asked, part, Optional.empty());
  }

  private Response page(int status, AuditAsked asked, AuditTrail.Part part, Optional<String> said) {
    Frame frame = visitor.frame("Audit log", PATH, said);
    return pages.page(status, "console/audit.jte", frame, new View(asked, part, checks.newest()));
  }

  /** Hands out all that fits, in order. */
  @GET
  @Path("export")
  public Response export(
      @RestQuery Optional<String> operator,
      @RestQuery Optional<String> act,
      @RestQuery Optional<String> subject,
      @RestQuery Optional<String> from,
      @RestQuery Optional<String> to,
      @QueryParam("format") @DefaultValue("") String format) {
    try {
      return files
          .of(AuditAsked.of(operator, act, subject, from, to).question().filter(), format)
          .orElseThrow(() -> new Refusal(400, "'format' must be csv or ndjson."));
    } catch (AuditQuestion.NotUnderstood e) {
      throw new Refusal(400, String.valueOf(e.getMessage()));
    }
  }

  /** Walks the whole record and says whether anybody changed it. */
  @POST
  @Path("check")
  public Response check(byte[] body) {
    visitor.form(body);
    AuditChecks.Checked checked =
        checks.check(visitor.name()).orElseThrow(() -> new Refusal(429, AuditChecks.BUSY));
    AuditTrail.Part part =
        QuarkusTransaction.requiringNew()
            .call(() -> trail.newest(AuditFilter.ALL, Optional.empty(), ON_A_PAGE));
    return page(200, AuditAsked.NOTHING, part, Optional.of(View.said(checked.finding())));
  }
}
