package org.tocsin.bouncer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.consumer.Consumer;
import org.tocsin.consumer.Consumers;
import org.tocsin.distribution.CurrentList;
import org.tocsin.http.AcceptEncoding;
import org.tocsin.http.RouteOrder;

/** Answers bouncers. */
@ApplicationScoped
class BouncerRoute {

  private static final int BOUNCERS = 100_000;
  private static final int WORTH_PACKING = 1_000;

  private final DecisionJournal journal;
  private final Consumers consumers;
  private final CurrentList list;
  private final InstantSource clock;
  private final Cache<Bouncer, DecisionView.Cursor> cursors =
      Caffeine.newBuilder().maximumSize(BOUNCERS).build();

  /** Two bouncers may share a key; each has a place of its own. */
  private record Bouncer(long key, String host, UUID query) {}

  private interface Answer {
    /** Returns the body. */
    byte[] to(RoutingContext context, Consumer consumer, Instant now);
  }

  BouncerRoute(
      DecisionJournal journal, Consumers consumers, CurrentList list, InstantSource clock) {
    this.journal = journal;
    this.consumers = consumers;
    this.list = list;
    this.clock = clock;
  }

  void install(@Observes Router router) {
    on(router, HttpMethod.GET, "/v1/decisions", this::live);
    on(router, HttpMethod.HEAD, "/v1/decisions", (context, consumer, now) -> new byte[0]);
    on(router, HttpMethod.GET, "/v1/decisions/stream", this::stream);
    on(router, HttpMethod.HEAD, "/v1/decisions/stream", (context, consumer, now) -> new byte[0]);
    on(
        router,
        HttpMethod.POST,
        "/v1/usage-metrics",
        (context, consumer, now) -> {
          context.response().setStatusCode(201);
          return new byte[0];
        });
  }

  private void on(Router router, HttpMethod method, String path, Answer answer) {
    router
        .route(method, path)
        .order(RouteOrder.beforeResources())
        .handler(context -> admit(context, answer));
  }

  private void admit(RoutingContext context, Answer answer) {
    String key = Optional.ofNullable(context.request().getHeader("X-Api-Key")).orElse("");
    context
        .vertx()
        .executeBlocking(
            () -> {
              Optional<Consumer> consumer = consumers.authenticate(key);
              return consumer.map(one -> new Answered(one, body(context, one, answer)));
            },
            false)
        .onSuccess(
            answered ->
                answered.ifPresentOrElse(
                    found -> send(context, found),
                    () -> say(context.response().setStatusCode(403), "access forbidden")))
        .onFailure(
            failure -> {
              if (failure instanceof Unreadable) {
                say(context.response().setStatusCode(400), String.valueOf(failure.getMessage()));
              } else {
                context.fail(failure);
              }
            });
  }

  private record Answered(Consumer consumer, Buffer body) {}

  private Buffer body(RoutingContext context, Consumer consumer, Answer answer) {
    byte[] plain = answer.to(context, consumer, clock.instant());
    boolean packed =
        plain.length >= WORTH_PACKING && AcceptEncoding.takes(context.request(), "gzip");
    if (!packed) {
      return Buffer.buffer(plain);
    }
    context.response().putHeader("Content-Encoding", "gzip");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return Buffer.buffer(out.toByteArray());
  }

  private void send(RoutingContext context, Answered answered) {
    context.response().putHeader("Content-Type", "application/json");
    consumers.pulled(answered.consumer(), list.current().serial(), answered.body().length());
    context.end(answered.body());
  }

  private static void say(HttpServerResponse response, String message) {
    response
        .putHeader("Content-Type", "application/json")
        .end(new io.vertx.core.json.JsonObject().put("message", message).toString());
  }

  private byte[] stream(RoutingContext context, Consumer consumer, Instant now) {
    HttpServerRequest request = context.request();
    Bouncer bouncer =
        new Bouncer(
            consumer.keyId(),
            request.remoteAddress().hostAddress(),
            digest(
                context.queryParams().entries().stream()
                    .filter(entry -> !entry.getKey().equals("startup"))
                    .map(Object::toString)
                    .sorted()
                    .toList()));
    boolean startup = "true".equalsIgnoreCase(context.queryParams().get("startup"));
    DecisionView decisions = journal.of(consumer.organisation());
    Optional<DecisionView.Cursor> cursor =
        startup ? Optional.empty() : Optional.ofNullable(cursors.getIfPresent(bouncer));
    DecisionFilter filter = DecisionFilter.of(context.queryParams(), consumer.cut());
    byte[] body = DecisionJson.update(decisions.since(cursor, filter), now);
    // A body that did not arrive is sent again.
    context.addEndHandler(
        sent -> {
          if (sent.succeeded()) {
            cursors.put(bouncer, decisions.cursor());
          }
        });
    return body;
  }

  /** However long a query is, it takes sixteen bytes to remember. */
  private static UUID digest(List<String> query) {
    return UUID.nameUUIDFromBytes(String.join("&", query).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] live(RoutingContext context, Consumer consumer, Instant now) {
    DecisionFilter filter = DecisionFilter.of(context.queryParams(), consumer.cut());
    DecisionView decisions = journal.of(consumer.organisation());
    Optional<String> ip =
        Optional.ofNullable(context.queryParams().get("ip"))
            .or(() -> Optional.ofNullable(context.queryParams().get("value")));
    List<Decisions.Held> found =
        ip.isPresent()
            ? decisions.of(address(ip.get())).stream().toList()
            : Optional.ofNullable(context.queryParams().get("range"))
                .map(range -> within(decisions, range))
                .orElseGet(() -> decisions.held().toList());
    return DecisionJson.list(
        found.stream().filter(filter).filter(held -> held.until().isAfter(now)).toList(), now);
  }

  private static List<Decisions.Held> within(DecisionView decisions, String range) {
    if (Prefix.read(range) instanceof Prefix.Reading.Accepted read) {
      return decisions.held().filter(held -> read.prefix().contains(held.address())).toList();
    }
    throw new Unreadable("range: that is no range");
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow(() -> new Unreadable("ip: that is no address"));
  }

  /** A filter that makes no sense; its message says which part. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
