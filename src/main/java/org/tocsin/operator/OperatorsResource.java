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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;
import org.tocsin.account.Role;

/** Operators and their roles. */
@Path("/api/v1/operators")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RolesAllowed(Role.ADMINISTRATOR_NAME)
@Blocking
@Transactional
class OperatorsResource {

  /** An operator as it is listed. */
  record Listed(long id, String name, String role, Optional<Long> organisation, Instant createdAt) {
    static Listed of(Operator operator) {
      return new Listed(
          operator.id(),
          operator.name(),
          operator.role().text(),
          operator.organisation(),
          operator.createdAt());
    }
  }

  private final Operators operators;
  private final OperatorActs acts;
  private final SecurityIdentity identity;

  OperatorsResource(Operators operators, OperatorActs acts, SecurityIdentity identity) {
    this.operators = operators;
    this.acts = acts;
    this.identity = identity;
  }

  private String who() {
    return identity.getPrincipal().getName();
  }

  /**
   * Makes an operator: {@code {"name","role"}}, and {@code "organisation"} for a member. The answer
   * is the only place that has its token; a member's opens nothing here.
   */
  @POST
  public Response create(byte[] body) {
    RequestBody request = RequestBody.of(body);
    String name = request.text("name", OperatorActs.LONGEST_NAME);
    OperatorActs.Post post = post(request);
    OperatorActs.Creation creation = acts.create(who(), name, post);
    if (creation instanceof OperatorActs.Creation.Made made) {
      return Response.status(201)
          .entity(Map.of("id", made.operator().id(), "token", made.token()))
          .build();
    }
    throw creation instanceof OperatorActs.Creation.NameTaken
        ? new Problem(409, "an operator of this name exists or existed")
        : noSuchPost();
  }

  private static OperatorActs.Post post(RequestBody request) {
    Role role = Role.of(request.word("role", Role.NAMES));
    OptionalLong organisation = request.number("organisation");
    request.done();
    return new OperatorActs.Post(
        role, organisation.isPresent() ? Optional.of(organisation.getAsLong()) : Optional.empty());
  }

  private static Problem noSuchPost() {
    return Problem.badRequest(
        "field 'organisation' must be the number of one that exists for a member, and absent for"
            + " everybody else");
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
   * Revokes an operator's token and ends its sessions. Nobody can revoke themselves, and one
   * administrator is always left.
   */
  @DELETE
  @Path("{id}")
  public Response revoke(@PathParam("id") String id) {
    return answer(acts.revoke(who(), Ids.number(id, "operator")));
  }

  /** Gives an operator another role: {@code {"role"}}, and {@code "organisation"} for a member. */
  @PUT
  @Path("{id}/role")
  public Response change(@PathParam("id") String id, byte[] body) {
    long number = Ids.number(id, "operator");
    return answer(acts.change(who(), number, post(RequestBody.of(body))));
  }

  /** Lets an operator that paused after wrong passwords try again at once. */
  @POST
  @Path("{id}/unlock")
  public Response unlock(@PathParam("id") String id) {
    return answer(acts.unlock(who(), Ids.number(id, "operator")));
  }

  private static Response answer(OperatorActs.Outcome outcome) {
    return switch (outcome) {
      case DONE -> Response.noContent().build();
      case NO_SUCH_OPERATOR -> throw Problem.notFound("operator");
      case ITSELF -> throw new Problem(409, "an operator cannot revoke itself");
      case LAST_ADMINISTRATOR -> throw new Problem(409, "this is the last administrator");
      case NO_SUCH_POST -> throw noSuchPost();
    };
  }

  /**
   * Makes a link that signs an operator in to the console, once and within an hour. The answer is
   * the only place that has it.
   */
  @POST
  @Path("{id}/sign-in-link")
  public Response link(@PathParam("id") String id) {
    String path =
        acts.link(who(), Ids.number(id, "operator"))
            .orElseThrow(() -> Problem.notFound("operator"));
    return Response.status(201).entity(Map.of("path", path)).build();
  }
}
