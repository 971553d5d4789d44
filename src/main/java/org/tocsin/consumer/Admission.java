package org.tocsin.consumer;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Lets those download who may, whatever the protocol they ask with. */
@ApplicationScoped
public class Admission {

  /** What is needed, in words. */
  public static final String NEEDED =
      "a consumer's key is needed: Authorization: Bearer KEY, the password of HTTP Basic, or"
          + " ?key=KEY";

  private static final String WHO = "tocsin.consumer";

  private final Consumers consumers;
  private final PublicList list;

  Admission(Consumers consumers, PublicList list) {
    this.consumers = consumers;
    this.list = list;
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
  }
}
