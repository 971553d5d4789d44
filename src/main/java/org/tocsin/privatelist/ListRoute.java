package org.tocsin.privatelist;

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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.tocsin.http.AcceptEncoding;
import org.tocsin.http.RouteOrder;

/**
 * Answers engines that follow the links of their stream. They come without credentials and without
 * a look at the status: an allowlist is replaced by whatever they read, so a refusal is text that
 * is not JSON and not empty. Then they keep what they have.
 */
@ApplicationScoped
class ListRoute {

  private static final Logger LOG = Logger.getLogger(ListRoute.class);

  /** Where links begin on this server. */
  static final String ROOT = "/lists/";

  private static final int MOST_KEPT = 64 << 20;
  private static final String TEXT = "text/plain; charset=utf-8";

  /**
   * The date is the engine's, of the end of its last download: so much its clock may be ahead, and
   * so long a download may take, without a change being missed for good.
   */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final ServedLists lists;
  private final ListKey key;
  private final InstantSource clock;
  private final Cache<Wanted, ListBody> bodies =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .weigher((Wanted wanted, ListBody body) -> body.bytes())
          .build();

  private record Wanted(long list, PrivateList.Version version, Instant changedAt) {}

  ListRoute(ServedLists lists, ListKey key, InstantSource clock) {
    this.lists = lists;
    this.key = key;
    this.clock = clock;
  }

  void install(@Observes Router router) {
    router
        .route(ROOT + ":token")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(RouteOrder.beforeResources())
        .handler(this::serve);
    router
        .route(ROOT + "*")
        .order(RouteOrder.beforeResources())
        .handler(context -> refuse(context, 404, "no such list"));
  }

  private sealed interface Answer {
    /** There is no list behind the link, or not any more. */
    record Nothing() implements Answer {}

    /** The engine has it already. */
    record Unchanged() implements Answer {}

    /** The whole list. */
    record Whole(PrivateList list, ListBody body) implements Answer {}
  }

  private void serve(RoutingContext context) {
    String token = context.pathParam("token");
    Optional<String> since = Optional.ofNullable(context.request().getHeader("If-Modified-Since"));
    context
        .vertx()
        .executeBlocking(() -> answer(token, since, clock.instant()), false)
        .onSuccess(answer -> send(context, answer))
        .onFailure(
            failure -> {
              LOG.error("A private list could not be read", failure);
              refuse(context, 503, "not available now");
            });
  }

  private Answer answer(String token, Optional<String> since, Instant now) {
    OptionalLong claimed = ListKey.claimed(token);
    Optional<ServedLists.Served> found =
        claimed.isEmpty()
            ? Optional.empty()
            : lists
                .find(claimed.getAsLong(), now)
                .filter(served -> key.opens(served.list(), token));
    if (found.isEmpty()) {
      return new Answer.Nothing();
    }
    PrivateList list = found.get().list();
    Instant changedAt = found.get().changedAt();
    if (list.terms().kind() == PrivateList.Kind.BLOCK && has(since, changedAt, now)) {
      return new Answer.Unchanged();
    }
    return new Answer.Whole(
        list,
        bodies.get(
            new Wanted(list.id(), list.version(), changedAt),
            wanted -> ListBody.of(list, lists.inForce(list, now))));
  }

  /** A date that lies ahead is of a clock that cannot be trusted. */
  private static boolean has(Optional<String> since, Instant changedAt, Instant now) {
    return since
        .flatMap(ListRoute::instant)
        .filter(date -> !date.isAfter(now))
        .filter(date -> changedAt.isBefore(date.minus(MARGIN)))
        .isPresent();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void send(RoutingContext context, Answer answer) {
    if (answer instanceof Answer.Whole whole) {
      send(context, whole);
    } else if (answer instanceof Answer.Unchanged) {
      context.response().setStatusCode(304).end();
    } else {
      refuse(context, 404, "no such list");
    }
  }

  private static void send(RoutingContext context, Answer.Whole whole) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    boolean packed = AcceptEncoding.takes(request, "gzip");
    Buffer body = packed ? whole.body().gzip() : whole.body().plain();
    boolean block = whole.list().terms().kind() == PrivateList.Kind.BLOCK;
    response
        .putHeader("Content-Type", block ? TEXT : "application/x-ndjson")
        .putHeader("Cache-Control", "private, no-cache")
        .putHeader("Vary", "Accept-Encoding");
    if (packed) {
      response.putHeader("Content-Encoding", "gzip");
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private static void refuse(RoutingContext context, int status, String text) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", TEXT)
        .putHeader("Cache-Control", "no-store")
        .end(text + "\n");
  }
}
