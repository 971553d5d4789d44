package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.tocsin.account.Role;
import org.tocsin.audit.AuditChain;
import org.tocsin.audit.AuditEntry;
import org.tocsin.audit.AuditFilter;
import org.tocsin.audit.AuditTrail;

/** What operators did. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class AuditResource {

  /** Whether the record is what was recorded. */
  record Check(long entries, String head, boolean intact, Optional<Long> firstBroken) {}

  private final AuditTrail trail;
  private final AuditChecks checks;
  private final AuditFiles files;
  private final SecurityIdentity identity;

  AuditResource(AuditTrail trail, AuditChecks checks, AuditFiles files, SecurityIdentity identity) {
    this.trail = trail;
    this.checks = checks;
    this.files = files;
    this.identity = identity;
  }

  /** Lists what operators did, in order. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<AuditEntry> list(
      @RestQuery Optional<String> operator,
      @RestQuery Optional<String> act,
      @RestQuery Optional<String> subject,
      @RestQuery Optional<String> from,
      @RestQuery Optional<String> to,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    AuditFilter filter = filter(operator, act, subject, from, to);
    AuditTrail.Part part =
        QuarkusTransaction.requiringNew()
            .call(() -> trail.forward(filter, page.after(), page.limit()));
    return new Page<>(part.entries(), part.next().map(String::valueOf));
  }

  /** Hands out what operators did, all in one, as CSV or as JSON, an object a line. */
  @GET
  @Path("export")
  @RolesAllowed(Role.VIEWER_NAME)
  public Response export(
      @RestQuery Optional<String> operator,
      @RestQuery Optional<String> act,
      @RestQuery Optional<String> subject,
      @RestQuery Optional<String> from,
      @RestQuery Optional<String> to,
      @QueryParam("format") @DefaultValue("ndjson") String format) {
    AuditFilter filter = filter(operator, act, subject, from, to);
    return files
        .of(filter, format)
        .orElseThrow(() -> Problem.badRequest("parameter 'format' must be one of csv, ndjson"));
  }

  /** Walks the whole record and says whether anybody changed it. */
  @GET
  @Path("check")
  @RolesAllowed(Role.VIEWER_NAME)
  public Check check() {
    AuditChain.Finding found =
        checks
            .check(identity.getPrincipal().getName())
            .orElseThrow(() -> new Problem(429, AuditChecks.BUSY))
            .finding();
    return new Check(found.entries(), found.head(), found.intact(), found.firstBroken());
  }

  private static AuditFilter filter(
      Optional<String> operator,
      Optional<String> act,
      Optional<String> subject,
      Optional<String> from,
      Optional<String> to) {
    try {
      return new AuditQuestion(operator, act, subject, from, to).filter();
    } catch (AuditQuestion.NotUnderstood e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
