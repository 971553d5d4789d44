package org.tocsin.operator;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tocsin.account.Role;

/** Shuts agents out and lets them in again. */
@Path("/api/v1/agents/{login}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
@Transactional
class AgentsResource {

  private static final int LONGEST_REASON = 500;

  private final AgentActs acts;
  private final SecurityIdentity identity;

  AgentsResource(AgentActs acts, SecurityIdentity identity) {
    this.acts = acts;
    this.identity = identity;
  }

  /** Blocks: {@code {"reason"}}. The agent's token ends, and it is refused at login. */
  @POST
  @Path("block")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response block(@PathParam("login") String login, byte[] body) {
    return setBlocked(login, body, true);
  }

  /** Unblocks: {@code {"reason"}}. */
  @POST
  @Path("unblock")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response unblock(@PathParam("login") String login, byte[] body) {
    return setBlocked(login, body, false);
  }

  private Response setBlocked(String login, byte[] body, boolean blocked) {
    RequestBody request = RequestBody.of(body);
    String reason = request.text("reason", LONGEST_REASON);
    request.done();
    if (!acts.setBlocked(identity.getPrincipal().getName(), login, blocked, reason)) {
      throw Problem.notFound("agent");
    }
    return Response.noContent().build();
  }
}
