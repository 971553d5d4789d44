package org.tocsin.consumer;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.tocsin.enrolment.Agent;
import org.tocsin.enrolment.AgentActivity;
import org.tocsin.enrolment.AgentRegistry;

/** Lets those download who may, whatever the protocol they ask with. */
@ApplicationScoped
public class Admission {

  /** What is needed, in words. */
  public static final String NEEDED =
      "a consumer's key is needed: Authorization: Bearer KEY, the password of HTTP Basic, or"
          + " ?key=KEY";

  /** What an agent lacks that is registered only. */
  public static final String NOT_ENROLLED =
      "this agent is registered but not enrolled in an organisation; enrol it, or use a consumer's"
          + " key";

  private static final String WHO = "tocsin.consumer";
  private static final String AGENT = "tocsin.agent";
  private static final String BEARER = "Bearer ";

  private final Consumers consumers;
  private final PublicList list;
  private final AgentRegistry agents;
  private final AgentActivity activity;
  private final InstantSource clock;

  Admission(
      Consumers consumers,
      PublicList list,
      AgentRegistry agents,
      AgentActivity activity,
      InstantSource clock) {
    this.consumers = consumers;
    this.list = list;
    this.agents = agents;
    this.activity = activity;
    this.clock = clock;
  }

  /**
   * Answers a request as {@link #admit} does, and also that of an agent which is enrolled and
   * brings the token that it logged in with.
   *
   * @param answer answers it
   * @param refuse ends it with status 401, in the form that its protocol has for that
   * @param forbid ends it with status 403, as the token is good but its agent is not enrolled
   */
  public void admitWithAgents(
      RoutingContext context,
      Handler<RoutingContext> answer,
      Handler<RoutingContext> refuse,
      Handler<RoutingContext> forbid) {
    Optional<String> token = token(context.request());
    if (token.isEmpty()) {
      admit(context, answer, refuse);
      return;
    }
    Optional<Agent> remembered = agents.authenticateFromMemory(token.get());
    if (remembered.isPresent()) {
      admitAgent(context, remembered, answer, forbid);
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> agents.authenticate(token.get()), false)
        .map(
            found -> {
              if (found.isPresent()) {
                admitAgent(context, found, answer, forbid);
              } else {
                admit(context, answer, refuse);
              }
              return found;
            })
        .onFailure(context::fail);
  }

  private void admitAgent(
      RoutingContext context,
      Optional<Agent> known,
      Handler<RoutingContext> answer,
      Handler<RoutingContext> forbid) {
    Optional<Agent> enrolled = known.filter(agent -> agent.organisation().isPresent());
    enrolled.ifPresent(agent -> context.put(AGENT, agent));
    if (enrolled.isPresent() || list.isPublic()) {
      answer.handle(context);
    } else {
      forbid.handle(context);
    }
  }

  /** A token has dots, which no consumer's key has. */
  private static Optional<String> token(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip())
        .filter(token -> token.indexOf('.') > 0);
  }

  /**
   * Answers a request, or refuses it if it brings no key that is in force.
   *
   * @param answer answers it
   * @param refuse ends it with status 401, in the form that its protocol has for that
   */
  public void admit(
      RoutingContext context, Handler<RoutingContext> answer, Handler<RoutingContext> refuse) {
    Optional<String> key = key(context.request());
    if (key.isEmpty()) {
      if (list.isPublic()) {
        answer.handle(context);
      } else {
        challenge(context, refuse);
      }
      return;
    }
    Optional<Consumer> remembered = consumers.remembered(key.get());
    if (remembered.isPresent()) {
      context.put(WHO, remembered.get());
      answer.handle(context);
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> consumers.authenticate(key.get()), false)
        .map(
            found -> {
              found.ifPresent(consumer -> context.put(WHO, consumer));
              if (found.isPresent() || list.isPublic()) {
                answer.handle(context);
              } else {
                challenge(context, refuse);
              }
              return found;
            })
        .onFailure(context::fail);
  }

  private static Optional<String> key(HttpServerRequest request) {
    return ConsumerKey.of(
        Optional.ofNullable(request.getHeader("Authorization")),
        Optional.ofNullable(request.getParam("key")),
        Optional.ofNullable(request.getHeader("X-Api-Key")));
  }

  private static void challenge(RoutingContext context, Handler<RoutingContext> refuse) {
    context.response().putHeader("WWW-Authenticate", "Basic realm=\"tocsin\", Bearer");
    refuse.handle(context);
  }

  /** Returns how much of the list the consumer wants. */
  public Cut cut(RoutingContext context) {
    return Optional.<Consumer>ofNullable(context.get(WHO)).map(Consumer::cut).orElse(Cut.ALL);
  }

  /** Notes what a consumer was sent. */
  public void sent(RoutingContext context, long serial, long bytes) {
    Optional.<Consumer>ofNullable(context.get(WHO))
        .ifPresent(consumer -> consumers.pulled(consumer, serial, bytes));
    current(context, serial);
  }

  /** Notes that an agent has a release, whether it was sent it now or had it already. */
  public void current(RoutingContext context, long serial) {
    Optional.<Agent>ofNullable(context.get(AGENT))
        .ifPresent(agent -> activity.pulled(agent, clock.instant(), serial));
  }
}
