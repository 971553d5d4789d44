package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.tocsin.account.Role;
import org.tocsin.audit.AuditChain;
import org.tocsin.audit.AuditEntry;
import org.tocsin.audit.AuditExport;
import org.tocsin.audit.AuditFilter;
import org.tocsin.audit.AuditTrail;

/** What operators did. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class AuditResource {

  private static final int LONGEST = 200;

  /** Whether the record is what was recorded. */
  record Check(long entries, String head, boolean intact, Optional<Long> firstBroken) {}

  private final AuditTrail trail;
  private final AuditChain chain;
  private final AuditExport export;
  private final AuditLines lines;

  AuditResource(AuditTrail trail, AuditChain chain, AuditExport export, AuditLines lines) {
    this.trail = trail;
    this.chain = chain;
    this.export = export;
    this.lines = lines;
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
    return switch (format) {
      case "csv" -> file("csv", "text/csv", out -> export.writeCsv(filter, out));
      case "ndjson" -> file("ndjson", "application/x-ndjson", out -> lines.write(filter, out));
      default -> throw Problem.badRequest("parameter 'format' must be one of csv, ndjson");
    };
  }

  private static Response file(String ending, String type, StreamingOutput content) {
    return Response.ok(content, type)
        .header("Content-Disposition", "attachment; filename=\"audit." + ending + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** Walks the whole record and says whether anybody changed it. */
  @GET
  @Path("check")
  @RolesAllowed(Role.VIEWER_NAME)
  public Check check() {
    AuditChain.Finding found = chain.check();
    return new Check(found.entries(), found.head(), found.intact(), found.firstBroken());
  }

  private static AuditFilter filter(
      Optional<String> operator,
      Optional<String> act,
      Optional<String> subject,
      Optional<String> from,
      Optional<String> to) {
    act.filter(text -> !text.matches("[a-z][a-z.-]{0,59}"))
        .ifPresent(
            text -> {
              throw Problem.badRequest(
                  "parameter 'act' must be the beginning of an act, such as review. or"
                      + " allowlist.add");
            });
    Optional<Instant> since = instant("from", from);
    Optional<Instant> until = instant("to", to);
    if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
      throw Problem.badRequest("parameter 'from' must be before 'to'");
    }
    return new AuditFilter(
        text("operator", operator), act, text("subject", subject), Optional.empty(), since, until);
  }

  private static Optional<String> text(String name, Optional<String> text) {
    text.filter(given -> given.isBlank() || given.length() > LONGEST || given.indexOf('\0') >= 0)
        .ifPresent(
            given -> {
              throw Problem.badRequest(
                  "parameter '" + name + "' must be a text of 1 to " + LONGEST + " characters");
            });
    return text;
  }

  private static Optional<Instant> instant(String name, Optional<String> text) {
    try {
      return text.map(Instant::parse)
          .filter(
              at -> {
                if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
                  throw new DateTimeParseException("out of range", at.toString(), 0);
                }
                return true;
              });
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(
          "parameter '" + name + "' must be an instant such as 2026-01-01T00:00:00Z");
    }
  }

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
}
