package org.tocsin.capi;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What clients send beside signals: metrics, and which of their decisions they deleted. Nothing of
 * it is kept. It is answered with 200 whatever it holds, because an engine that is refused here
 * sends it again and again, and more of it.
 */
@Path(CapiPaths.GENERATIONS)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RolesAllowed(AgentAuthentication.ROLE)
@NonBlocking
final class ReportsResource {

  private static final String OK = "{\"message\":\"OK\"}";

  /** Metrics of the engine, its machines and bouncers. */
  @POST
  @Path("metrics")
  public Response metrics(byte[] body) {
    return Response.ok("{\"code\":200,\"message\":\"metrics updated successfully\"}").build();
  }

  /** Usage metrics of newer engines. */
  @POST
  @Path("usage-metrics")
  public Response usageMetrics(byte[] body) {
    return Response.ok(OK).build();
  }

  /** Identifiers of decisions that an engine deleted. */
  @POST
  @Path("decisions/delete")
  public Response deleteDecisions(byte[] body) {
    return Response.ok(OK).build();
  }

  /** In the schema, sent by no client. */
  @POST
  @Path("decisions/sync")
  public Response syncDecisions(byte[] body) {
    return Response.ok(OK).build();
  }
}
