package org.tocsin.operator;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;
import org.tocsin.account.Role;
import org.tocsin.account.SignInLinks;
import org.tocsin.audit.AuditLog;

/** Operators and their roles. */
@Path("/api/v1/operators")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RolesAllowed(Role.ADMINISTRATOR_NAME)
@Blocking
@Transactional
class OperatorsResource {

  private static final int LONGEST_NAME = 100;
  private static final String SIGN_IN = "/console/sign-in?link=";

  /** An operator as it is listed. */
  record Listed(long id, String name, String role, Instant createdAt) {
    static Listed of(Operator operator) {
      return new Listed(
          operator.id(), operator.name(), operator.role().text(), operator.createdAt());
    }
  }

  private final Operators operators;
  private final SignInLinks links;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  OperatorsResource(
      Operators operators,
      SignInLinks links,
      AuditLog audit,
      SecurityIdentity identity,
      InstantSource clock) {
    this.operators = operators;
    this.links = links;
    this.clock = clock;
    this.audit = audit;
    this.identity = identity;
  }

  /**
   * Makes an operator: {@code {"name","role"}}. The answer is the only place that has its token.
   */
  @POST
  public Response create(byte[] body) {
    RequestBody request = RequestBody.of(body);
    String name = request.text("name", LONGEST_NAME);
    Role role = Role.of(request.word("role", Role.NAMES));
    request.done();
    Operators.NewOperator created =
        operators
            .create(name, role)
            .orElseThrow(() -> new Problem(409, "an operator of this name exists or existed"));
    record("operator.create", created.operator());
    return Response.status(201)
        .entity(Map.of("id", created.operator().id(), "token", created.token()))
        .build();
  }

  /** Lists operators without their tokens. */
  @GET
  public Page<Listed> list(
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        operators.list(page.after(), page.lookAhead()).stream().map(Listed::of).toList(),
        Listed::id);
  }

  /**
   * Revokes an operator's token. Nobody can revoke themselves, so one administrator is always left.
   */
  @DELETE
  @Path("{id}")
  public Response revoke(@PathParam("id") String id) {
    Operator operator =
        operators
            .revoke(Ids.number(id, "operator"))
            .orElseThrow(() -> Problem.notFound("operator"));
    if (operator.name().equals(identity.getPrincipal().getName())) {
      throw new Problem(409, "an operator cannot revoke itself");
    }
    record("operator.revoke", operator);
    return Response.noContent().build();
  }

  /**
   * Makes a link that signs an operator in to the console, once and within an hour. The answer is
   * the only place that has it.
   */
  @POST
  @Path("{id}/sign-in-link")
  public Response link(@PathParam("id") String id) {
    Operator operator =
        operators.find(Ids.number(id, "operator")).orElseThrow(() -> Problem.notFound("operator"));
    String secret = links.create(operator.id(), clock.instant()).orElseThrow();
    record("operator.sign-in-link", operator);
    return Response.status(201).entity(Map.of("path", SIGN_IN + secret)).build();
  }

  private void record(String act, Operator operator) {
    audit.record(
        identity.getPrincipal().getName(),
        act,
        "operator " + operator.name(),
        "role=" + operator.role().text());
  }
}
