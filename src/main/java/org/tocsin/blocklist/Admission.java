package org.tocsin.blocklist;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tocsin.consumer.Consumer;
import org.tocsin.consumer.ConsumerKey;
import org.tocsin.consumer.Consumers;
import org.tocsin.consumer.Cut;

/** Lets those download who may. */
@ApplicationScoped
class Admission {

  private static final Cut ALL = new Cut(Cut.Families.BOTH, false, List.of(), OptionalInt.empty());
  private static final String WHO = "tocsin.consumer";

  private final Consumers consumers;
  private final PublicList list;

  Admission(Consumers consumers, PublicList list) {
    this.consumers = consumers;
    this.list = list;
  }

  /** Answers a request, or refuses it if it brings no key that is in force. */
  void admit(RoutingContext context, java.util.function.Consumer<RoutingContext> answer) {
    Optional<String> key = key(context.request());
    if (key.isEmpty()) {
      if (list.isPublic()) {
        answer.accept(context);
      } else {
        refuse(context);
      }
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> consumers.authenticate(key.get()), false)
        .onSuccess(
            found -> {
              found.ifPresent(consumer -> context.put(WHO, consumer));
              if (found.isPresent() || list.isPublic()) {
                answer.accept(context);
              } else {
                refuse(context);
              }
            })
        .onFailure(context::fail);
  }

  private static Optional<String> key(HttpServerRequest request) {
    return ConsumerKey.of(
        Optional.ofNullable(request.getHeader("Authorization")),
        Optional.ofNullable(request.getParam("key")),
        Optional.ofNullable(request.getHeader("X-Api-Key")));
  }

  private static void refuse(RoutingContext context) {
    context.response().putHeader("WWW-Authenticate", "Basic realm=\"tocsin\", Bearer");
    Refusal.send(
        context,
        401,
        "a consumer's key is needed: Authorization: Bearer KEY, the password of HTTP Basic, or ?key=KEY");
  }

  /** Returns how much of the list the consumer wants. */
  Cut cut(RoutingContext context) {
    return Optional.<Consumer>ofNullable(context.get(WHO)).map(Consumer::cut).orElse(ALL);
  }

  /** Notes what a consumer was sent. */
  void sent(RoutingContext context, long serial, long bytes) {
    Optional.<Consumer>ofNullable(context.get(WHO))
        .ifPresent(consumer -> consumers.pulled(consumer, serial, bytes));
  }
}
