package org.tocsin.capi;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.tocsin.enrolment.Agent;
import org.tocsin.enrolment.AgentActivity;
import org.tocsin.http.AcceptEncoding;
import org.tocsin.http.ServerAddress;

/**
 * Hands out the whole current list with what is left of each entry's time. There is no cursor and
 * no acknowledgement in this protocol, so a part of the list would be lost with the first answer
 * that an engine fails to store.
 */
@Path(CapiPaths.GENERATIONS + "/decisions/stream")
@Produces(MediaType.APPLICATION_JSON)
final class StreamResource {

  private final RenderedStreams streams;
  private final ServerAddress server;
  private final AgentActivity activity;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  StreamResource(
      RenderedStreams streams,
      ServerAddress server,
      AgentActivity activity,
      SecurityIdentity identity,
      InstantSource clock) {
    this.streams = streams;
    this.server = server;
    this.activity = activity;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Returns the list. {@code startup} changes nothing. An administrator who turned the community
   * list off gets an empty one, and one who turned further lists off gets no links to block lists.
   * Who has the list from elsewhere asks with {@code community_pull=false&scoped=true} for what is
   * listed for its organisation alone.
   */
  @GET
  @RolesAllowed(AgentAuthentication.ROLE)
  @NonBlocking
  public CompletionStage<Response> stream(
      @PathParam("generation") String generation,
      @QueryParam("community_pull") @DefaultValue("true") String communityPull,
      @QueryParam("additional_pull") @DefaultValue("true") String additionalPull,
      @QueryParam("scoped") @DefaultValue("false") String scoped,
      @Context HttpServerRequest request) {
    Agent agent = AgentAuthentication.agent(identity);
    boolean flat = generation.equals("v2");
    RenderedStreams.Pull pull =
        new RenderedStreams.Pull(
            agent.organisation(),
            flat ? RenderedStreams.Shape.FLAT : RenderedStreams.Shape.GROUPED,
            server.of(request),
            !additionalPull.equals("false"));
    boolean off = !flat && communityPull.equals("false");
    return streamed(pull, off, scoped.equals("true"))
        .thenApply(
            rendering -> {
              activity.pulled(agent, clock.instant(), rendering.serial());
              return answer(rendering.stream(), request);
            });
  }

  private CompletionStage<RenderedStreams.Rendering> streamed(
      RenderedStreams.Pull pull, boolean off, boolean scoped) {
    if (!off) {
      return streams.whenReady(pull);
    }
    return scoped ? streams.alone(pull) : streams.nothing(pull);
  }

  private static Response answer(RenderedStream stream, HttpServerRequest request) {
    return AcceptEncoding.takes(request, "gzip")
        ? Response.ok(stream.gzip())
            .header("Content-Encoding", "gzip")
            .header("Vary", "Accept-Encoding")
            .build()
        : Response.ok(stream.plain()).header("Vary", "Accept-Encoding").build();
  }
}
