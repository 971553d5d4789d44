package org.tocsin.blocklist;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tocsin.consumer.Admission;
import org.tocsin.release.Head;
import org.tocsin.release.Packing;

/** Answers downloads. */
@ApplicationScoped
class BlocklistRoute {

  private static final int FIRST = -1;
  private static final String ROOT = "/blocklist/";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String NO_RELEASE = "there is no release yet; try again in a minute";
  private static final String JSON = "application/json";
  private static final String FOR_EVER = "max-age=31536000, immutable";
  private static final String LOG_TYPE = "application/octet-stream";
  private static final Pattern LOG_FILE =
      Pattern.compile(
          "log/(checkpoint|tile/(entries|\\d{1,2})/(x\\d{3}/){0,6}\\d{3}(\\.p/\\d{1,3})?)");
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.txt");

  private final ServedReleases releases;
  private final RenderedReleases renderings;
  private final HeldFiles held;
  private final Admission admission;
  private final InstantSource clock;

  BlocklistRoute(
      ServedReleases releases,
      RenderedReleases renderings,
      HeldFiles held,
      Admission admission,
      InstantSource clock) {
    this.releases = releases;
    this.renderings = renderings;
    this.held = held;
    this.admission = admission;
    this.clock = clock;
  }

  void install(@Observes Router router) {
    on(router, "head.json", this::head);
    // Whoever verifies a copy needs the keys and the log, and they say nothing of anybody.
    onPublic(router, "keys.json", this::keys);
    onPublic(router, "log/checkpoint", context -> log(context, "max-age=30"));
    onPublic(router, "log/tile/*", context -> log(context, FOR_EVER));
    on(router, "set/:name", context -> file(context, "set/"));
    on(router, "delta/:name", context -> file(context, "delta/"));
    on(router, "latest/:format", this::latest);
    on(router, "misp/:file", this::misp);
  }

  private void on(Router router, String path, Handler<RoutingContext> answer) {
    onPublic(router, path, context -> admission.admit(context, answer, BlocklistRoute::refuse));
  }

  private static void onPublic(Router router, String path, Handler<RoutingContext> answer) {
    router
        .route(ROOT + path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(FIRST)
        .handler(answer);
  }

  private void log(RoutingContext context, String caching) {
    String name = context.normalizedPath().substring(ROOT.length());
    if (!LOG_FILE.matcher(name).matches()) {
      Refusal.send(context, 404, "there is no such file in the log");
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> Files.readAllBytes(releases.path(name)), false)
        .onSuccess(
            bytes -> {
              context.response().putHeader("Cache-Control", caching);
              context.response().putHeader("Content-Type", LOG_TYPE);
              context.response().putHeader("Content-Length", Integer.toString(bytes.length));
              context.response().end(isHead(context) ? Buffer.buffer() : Buffer.buffer(bytes));
            })
        .onFailure(
            failure -> {
              if (failure instanceof NoSuchFileException) {
                Refusal.send(
                    context, 404, "the log has no such tile; the full one may have followed it");
              } else {
                context.fail(failure);
              }
            });
  }

  private static void refuse(RoutingContext context) {
    Refusal.send(context, 401, Admission.NEEDED);
  }

  private void head(RoutingContext context) {
    releases
        .head()
        .ifPresentOrElse(
            head -> send(context, head, JSON, "max-age=30"),
            () -> Refusal.send(context, 503, NO_RELEASE));
  }

  private void keys(RoutingContext context) {
    send(context, releases.keys(), JSON, "public, max-age=3600");
  }

  private void send(RoutingContext context, ServedText text, String type, String caching) {
    HttpServerResponse response = context.response();
    response.putHeader("Cache-Control", caching).putHeader("ETag", text.etag());
    if (Conditions.hasIt(context.request(), text.etag(), text.writtenAt(), clock.instant())) {
      response.setStatusCode(304).end();
      return;
    }
    byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
    response.putHeader("Content-Type", type);
    text.writtenAt().ifPresent(at -> response.putHeader("Last-Modified", httpDate(at)));
    if (isHead(context)) {
      response.putHeader("Content-Length", Integer.toString(bytes.length)).end();
    } else {
      response.end(Buffer.buffer(bytes));
    }
    admission.sent(context, text.serial(), bytes.length);
  }

  private void file(RoutingContext context, String folder) {
    String name = context.pathParam("name");
    if (!NAME.matcher(name).matches()) {
      Refusal.send(context, 404, "there is no such file; read head.json for those there are");
      return;
    }
    String digest = name.substring(0, name.indexOf('.'));
    send(
        context,
        new ServedFile(
            releases.path(folder + name),
            TEXT,
            digest,
            releases.serial(),
            Optional.empty(),
            FOR_EVER,
            Optional.empty()));
  }

  private void latest(RoutingContext context) {
    render(
        context,
        any -> Document.inFormat(context.pathParam("format"), admission.cut(context).aggregated()));
  }

  private void misp(RoutingContext context) {
    render(
        context, head -> Document.ofMispFeed(context.pathParam("file"), head.session().toString()));
  }

  private void render(RoutingContext context, Function<Head, Optional<Document>> choose) {
    Optional<Head> newest = releases.newest();
    if (newest.isEmpty()) {
      Refusal.send(context, 503, NO_RELEASE);
      return;
    }
    Optional<Document> document = choose.apply(newest.get());
    if (document.isEmpty()) {
      Refusal.send(context, 404, "there is no such format");
      return;
    }
    Future.fromCompletionStage(
            renderings.of(newest.get(), document.get(), admission.cut(context)),
            context.vertx().getOrCreateContext())
        .onSuccess(file -> send(context, file))
        .onFailure(context::fail);
  }

  private void send(RoutingContext context, ServedFile file) {
    Optional<Packing> packing = AcceptEncoding.of(context.request());
    Path bytes = packing.map(file::packed).orElse(file.plain());
    Future.fromCompletionStage(held.of(bytes), context.vertx().getOrCreateContext())
        .onSuccess(
            found ->
                found.ifPresentOrElse(
                    there -> send(context, file, packing, there),
                    () ->
                        Refusal.send(
                            context,
                            410,
                            "that release is no longer kept; begin with the snapshot in"
                                + " head.json")))
        .onFailure(context::fail);
  }

  private void send(
      RoutingContext context, ServedFile file, Optional<Packing> packing, HeldFiles.Held there) {
    String etag = '"' + file.digest() + packing.map(one -> "-" + one.encoding()).orElse("") + '"';
    HttpServerResponse response = context.response();
    response.putHeader("Vary", "Accept-Encoding");
    response.putHeader("Cache-Control", file.caching());
    response.putHeader("ETag", etag);
    file.left().ifPresent(left -> response.putHeader("Tocsin-Cut", left));
    file.writtenAt().ifPresent(at -> response.putHeader("Last-Modified", httpDate(at)));
    if (Conditions.hasIt(context.request(), etag, file.writtenAt(), clock.instant())) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", file.contentType());
    packing.ifPresent(one -> response.putHeader("Content-Encoding", one.encoding()));
    if (isHead(context)) {
      response.putHeader("Content-Length", Long.toString(there.size())).end();
      return;
    }
    Path bytes = packing.map(file::packed).orElse(file.plain());
    there
        .sendable()
        .map(response::end)
        .orElseGet(() -> response.sendFile(bytes.toString()))
        .onSuccess(any -> admission.sent(context, file.serial(), response.bytesWritten()))
        .onFailure(
            failure -> {
              if (!response.ended()) {
                context.fail(failure);
              }
            });
  }

  private static boolean isHead(RoutingContext context) {
    return context.request().method().equals(HttpMethod.HEAD);
  }

  private static String httpDate(java.time.Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
  }
}
