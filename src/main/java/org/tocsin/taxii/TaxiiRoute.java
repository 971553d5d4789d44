package org.tocsin.taxii;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.consumer.Admission;
import org.tocsin.http.RouteOrder;
import org.tocsin.release.Head;
import org.tocsin.release.ReleaseNotOut;
import org.tocsin.release.Releases;
import org.tocsin.release.SignedHead;

/** Answers TAXII clients. */
@ApplicationScoped
class TaxiiRoute {

  private static final String COLLECTIONS = Descriptions.ROOT + "/collections";
  private static final String COLLECTION = COLLECTIONS + "/:collection";
  private static final String OBJECTS = COLLECTION + "/objects";
  private static final String OBJECT = OBJECTS + "/:object";

  private final Releases releases;
  private final Shelves shelves;
  private final Admission admission;

  TaxiiRoute(Releases releases, Shelves shelves, Admission admission) {
    this.releases = releases;
    this.shelves = shelves;
    this.admission = admission;
  }

  private interface Description {
    JsonObject of(UUID session);
  }

  void install(@Observes Router router) {
    on(router, Descriptions.DISCOVERY, context -> say(context, Descriptions.discovery()));
    on(router, Descriptions.ROOT, context -> say(context, Descriptions.root()));
    on(router, COLLECTIONS, context -> describe(context, Descriptions::collections));
    on(
        router,
        COLLECTION,
        context ->
            inCollection(context, head -> say(context, Descriptions.collection(head.session()))));
    on(
        router,
        COLLECTION + "/manifest",
        context -> page(context, PageJson.MANIFEST, Filters.OF_ALL));
    on(router, OBJECTS, context -> page(context, PageJson.ENVELOPE, Filters.OF_ALL));
    on(router, OBJECT, context -> page(context, PageJson.ENVELOPE, Filters.OF_ONE));
    on(
        router,
        OBJECT + "/versions",
        context -> page(context, PageJson.VERSIONS, Filters.OF_VERSIONS));
    on(
        router,
        Descriptions.DISCOVERY + "/*",
        context -> refuse(context, 404, "there is no such resource"));
  }

  private void on(Router router, String path, Handler<RoutingContext> answer) {
    router
        .route(path)
        .order(RouteOrder.beforeResources())
        .handler(
            context ->
                admission.admit(
                    context,
                    admitted -> negotiate(admitted, path, answer),
                    refused -> refuse(refused, 401, Admission.NEEDED)));
  }

  private static void negotiate(
      RoutingContext context, String path, Handler<RoutingContext> answer) {
    HttpMethod method = context.request().method();
    boolean write = method.equals(HttpMethod.POST) || method.equals(HttpMethod.DELETE);
    if (!Accepted.isIn(context.parsedHeaders().accept())) {
      refuse(context, 406, "only " + Descriptions.MEDIA_TYPE + " is served");
    } else if (write && (path.equals(OBJECTS) || path.equals(OBJECT))) {
      refuse(context, 403, "the collection is only read");
    } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      context.response().putHeader("Allow", "GET, HEAD");
      refuse(context, 405, "everything here is only read");
    } else {
      answer.handle(context);
    }
  }

  private interface Reading {
    void of(Head head);
  }

  private void describe(RoutingContext context, Description description) {
    withHead(context, head -> say(context, description.of(head.session())));
  }

  private void withHead(RoutingContext context, Reading reading) {
    releases
        .served()
        .map(SignedHead::head)
        .ifPresentOrElse(
            reading::of,
            () -> refuse(context, 503, "there is no release yet; try again in a minute"));
  }

  private void inCollection(RoutingContext context, Reading reading) {
    withHead(
        context,
        head -> {
          if (Descriptions.isCollection(context.pathParam("collection"), head.session())) {
            reading.of(head);
          } else {
            refuse(context, 404, "there is no such collection");
          }
        });
  }

  private void page(RoutingContext context, PageJson form, Set<String> known) {
    inCollection(context, head -> page(context, head, form, known));
  }

  private void page(RoutingContext context, Head head, PageJson form, Set<String> known) {
    Optional<String> name = Optional.ofNullable(context.pathParam("object"));
    Optional<StixId> id = name.flatMap(StixId::read);
    if (name.isPresent() && id.isEmpty()) {
      refuse(context, 404, "there is no such object");
      return;
    }
    try {
      Filters asked = Filters.of(context.queryParams(), known);
      Filters filters = id.map(asked::only).orElse(asked);
      Future.fromCompletionStage(
              shelves.of(head, admission.cut(context)), context.vertx().getOrCreateContext())
          .compose(
              part ->
                  context.vertx().executeBlocking(() -> Answer.of(part, id, filters, form), false))
          .onSuccess(answer -> send(context, answer))
          .onFailure(
              failure -> {
                if (ReleaseNotOut.causes(failure)) {
                  refuse(context, 503, ReleaseNotOut.TOLD);
                } else {
                  context.fail(failure);
                }
              });
    } catch (BadFilter bad) {
      refuse(context, 400, String.valueOf(bad.getMessage()));
    }
  }

  private void send(RoutingContext context, Optional<Answer> answer) {
    if (answer.isEmpty()) {
      refuse(context, 404, "there is no such object");
      return;
    }
    HttpServerResponse response = context.response();
    answer.get().dates().forEach(response::putHeader);
    send(context, answer.get().body());
    admission.sent(context, answer.get().serial(), answer.get().body().length());
  }

  private static void say(RoutingContext context, JsonObject json) {
    send(context, json.toBuffer());
  }

  private static void refuse(RoutingContext context, int status, String description) {
    context.response().setStatusCode(status);
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    send(context, Descriptions.error(status, title, description).toBuffer());
  }

  private static void send(RoutingContext context, Buffer body) {
    HttpServerResponse response =
        context
            .response()
            .putHeader("Content-Type", Descriptions.MEDIA_TYPE)
            .putHeader("Cache-Control", "no-store");
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }
}
