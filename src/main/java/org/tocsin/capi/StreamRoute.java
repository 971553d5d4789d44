package org.tocsin.capi;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.tocsin.enrolment.Agent;
import org.tocsin.enrolment.AgentActivity;
import org.tocsin.enrolment.AgentRegistry;
import org.tocsin.http.AcceptEncoding;
import org.tocsin.http.RouteOrder;
import org.tocsin.http.ServerAddress;

/**
 * The short way for what nearly every pull is: a GET by an agent that is known, whole, compressed
 * and rendered already. It writes the bytes of {@link RenderedStreams} and nothing else happens.
 * Every other request, refusals included, goes on to {@link StreamResource}, which answers the
 * same.
 */
@ApplicationScoped
class StreamRoute {

  private static final Set<String> PLAIN_QUERIES = Set.of("", "startup=true", "startup=false");

  private final RenderedStreams streams;
  private final ServerAddress server;
  private final AgentRegistry agents;
  private final AgentActivity activity;
  private final InstantSource clock;

  StreamRoute(
      RenderedStreams streams,
      ServerAddress server,
      AgentRegistry agents,
      AgentActivity activity,
      InstantSource clock) {
    this.streams = streams;
    this.server = server;
    this.agents = agents;
    this.activity = activity;
    this.clock = clock;
  }

  void install(@Observes Router router) {
    router
        .get("/v2/decisions/stream")
        .order(RouteOrder.first())
        .handler(context -> serve(context, RenderedStreams.Shape.FLAT));
    router
        .get("/v3/decisions/stream")
        .order(RouteOrder.first())
        .handler(context -> serve(context, RenderedStreams.Shape.GROUPED));
  }

  private void serve(RoutingContext context, RenderedStreams.Shape shape) {
    HttpServerRequest request = context.request();
    Optional<Agent> agent = agents.authenticateFromMemory(AgentAuthentication.token(request));
    String query = Optional.ofNullable(request.query()).orElse("");
    if (agent.isEmpty()
        || !PLAIN_QUERIES.contains(query)
        || !AcceptEncoding.takes(request, "gzip")) {
      context.next();
      return;
    }
    Optional<RenderedStreams.Rendering> rendering =
        streams.ready(
            new RenderedStreams.Pull(agent.get().organisation(), shape, server.of(request), true));
    if (rendering.isEmpty()) {
      context.next();
      return;
    }
    activity.pulled(agent.get(), clock.instant(), rendering.get().serial());
    HttpServerResponse response = context.response();
    response.putHeader("Content-Type", "application/json");
    response.putHeader("Content-Encoding", "gzip");
    response.putHeader("Vary", "Accept-Encoding");
    context.end(rendering.get().stream().gzip());
  }
}
