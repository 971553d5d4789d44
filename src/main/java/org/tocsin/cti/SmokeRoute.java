package org.tocsin.cti;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tocsin.address.Address;
import org.tocsin.consumer.Consumers;
import org.tocsin.http.RouteOrder;

/**
 * Answers CTI clients. A key that is not in force is answered with 403, for clients take 401 for a
 * fault that passes.
 */
@ApplicationScoped
class SmokeRoute {

  /** More than these in one request are refused. */
  static final int MOST = 100;

  private static final int LONGEST_QUERY = 8_000;

  /** Judging a hundred addresses takes a while, and everybody shares the database. */
  private static final int AT_ONCE = 4;

  private static final List<String> NOT_OFFERED =
      List.of("/v2/smoke/search", "/v2/dump", "/v2/fire");

  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final Consumers consumers;
  private final Smoke smoke;

  SmokeRoute(Consumers consumers, Smoke smoke) {
    this.consumers = consumers;
    this.smoke = smoke;
  }

  private record Answer(int status, JsonObject body) {
    static Answer says(int status, String message) {
      return new Answer(status, new JsonObject().put("message", message));
    }
  }

  private interface Work {
    Answer of(RoutingContext context);
  }

  void install(@Observes Router router) {
    for (String path : NOT_OFFERED) {
      router
          .route(path)
          .order(RouteOrder.beforeResources())
          .handler(
              context ->
                  send(
                      context,
                      Answer.says(
                          404,
                          "this server does not offer that; ask for addresses at /v2/smoke/{ip}, or"
                              + " download the list")));
    }
    on(router, "/v2/smoke", this::many);
    on(router, "/v2/smoke/:ip", this::one);
  }

  private void on(Router router, String path, Work work) {
    router
        .route(HttpMethod.GET, path)
        .order(RouteOrder.beforeResources())
        .handler(
            context ->
                context
                    .vertx()
                    .executeBlocking(() -> admitted(context, work), false)
                    .onSuccess(answer -> send(context, answer))
                    .onFailure(context::fail));
  }

  private Answer admitted(RoutingContext context, Work work) throws InterruptedException {
    String key = Optional.ofNullable(context.request().getHeader("x-api-key")).orElse("");
    if (consumers.authenticate(key).isEmpty()) {
      return Answer.says(403, "Forbidden");
    }
    if (!turns.tryAcquire(1, TimeUnit.SECONDS)) {
      context.response().putHeader("Retry-After", "1");
      return Answer.says(429, "Too many requests at once; ask again in a moment");
    }
    try {
      return work.of(context);
    } finally {
      turns.release();
    }
  }

  private Answer one(RoutingContext context) {
    Optional<Address> address = Address.parse(context.pathParam("ip"));
    if (address.isEmpty()) {
      return Answer.says(400, "Invalid IP address");
    }
    return smoke
        .of(address.get())
        .map(item -> new Answer(200, item))
        .orElseGet(() -> Answer.says(404, "IP address information not found"));
  }

  private Answer many(RoutingContext context) {
    String text = Optional.ofNullable(context.request().getParam("ips")).orElse("");
    if (text.length() > LONGEST_QUERY) {
      return Answer.says(400, "at most " + MOST + " addresses can be asked for at once");
    }
    Set<Address> addresses = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      Optional<Address> address = Address.parse(part.strip());
      if (address.isEmpty()) {
        return Answer.says(400, "Invalid IP address");
      }
      addresses.add(address.get());
    }
    if (addresses.isEmpty() || addresses.size() > MOST) {
      return Answer.says(
          400, "parameter 'ips' must hold 1 to " + MOST + " addresses, separated by commas");
    }
    return new Answer(200, smoke.of(addresses));
  }

  private static void send(RoutingContext context, Answer answer) {
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store");
    context.end(answer.body().toString());
  }
}
