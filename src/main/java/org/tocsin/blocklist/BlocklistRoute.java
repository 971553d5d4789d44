package org.tocsin.blocklist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tocsin.consumer.Admission;
import org.tocsin.http.AcceptEncoding;
import org.tocsin.http.RouteOrder;
import org.tocsin.release.Head;
import org.tocsin.release.Packing;
import org.tocsin.release.ReleaseNotOut;

/** Answers downloads. */
@ApplicationScoped
class BlocklistRoute {

  private static final String ROOT = "/blocklist/";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String NO_RELEASE = "there is no release yet; try again in a minute";
  private static final String JSON = "application/json";
  private static final String FOR_EVER = "max-age=31536000, immutable";
  private static final String LOG_TYPE = "application/octet-stream";
  private static final Pattern LOG_FILE =
      Pattern.compile(
          "log/(checkpoint|tile/(entries|\\d{1,2})/(x\\d{3}/){0,6}\\d{3}(\\.p/\\d{1,3})?)");
  private static final int MOST_FILES = 1_000;
  private static final String FILE_TYPE = ".txt";
  private static final int DIGEST = 64;

  private final ServedReleases releases;
  private final RenderedReleases renderings;
  private final HeldFiles held;
  private final Admission admission;
  private final InstantSource clock;
  private final Cache<String, ServedFile> files =
      Caffeine.newBuilder().maximumSize(MOST_FILES).build();

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
    on(router, "set/*", context -> file(context, "set/"));
    on(router, "delta/*", context -> file(context, "delta/"));
    on(router, "latest/*", this::latest);
    on(router, "misp/*", this::misp);
  }

  private void on(Router router, String path, Handler<RoutingContext> answer) {
    onPublic(
        router,
        path,
        context ->
            admission.admitWithAgents(
                context, answer, BlocklistRoute::refuse, BlocklistRoute::forbid));
  }

  /** Not by the name of a parameter in the path, which costs a pattern for every request. */
  private static String below(RoutingContext context, String folder) {
    String path = context.normalizedPath();
    int begin = Math.min(path.length(), ROOT.length() + folder.length());
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return path.substring(begin, Math.max(begin, end));
  }

  private static void onPublic(Router router, String path, Handler<RoutingContext> answer) {
    router
        .route(ROOT + path)
        // What metrics call it: with the names of files there would be no end of them.
        .setName(ROOT + path.replace("*", ":name"))
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(RouteOrder.first())
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
              context.response().putHeader(Header.CACHE_CONTROL, caching);
              context.response().putHeader(Header.CONTENT_TYPE, LOG_TYPE);
              context.response().putHeader(Header.CONTENT_LENGTH, Integer.toString(bytes.length));
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

  private static void forbid(RoutingContext context) {
    Refusal.send(context, 403, Admission.NOT_ENROLLED);
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
    ServedText.Form form = text.form(packing(context));
    HttpServerResponse response = context.response();
    response
        .putHeader(Header.VARY, Header.ACCEPT_ENCODING)
        .putHeader(Header.CACHE_CONTROL, caching)
        .putHeader(Header.ETAG, form.etag());
    if (Conditions.hasIt(context.request(), form.etag(), text.writtenAt(), clock.instant())) {
      response.setStatusCode(304).end();
      admission.current(context, text.serial());
      return;
    }
    response.putHeader(Header.CONTENT_TYPE, type);
    form.encoding().ifPresent(one -> response.putHeader(Header.CONTENT_ENCODING, one));
    text.writtenAt().ifPresent(at -> response.putHeader(Header.LAST_MODIFIED, httpDate(at)));
    if (isHead(context)) {
      response.putHeader(Header.CONTENT_LENGTH, Integer.toString(form.bytes().length())).end();
    } else {
      response.end(form.bytes().copy());
    }
    admission.sent(context, text.serial(), form.bytes().length());
  }

  private static Optional<Packing> packing(RoutingContext context) {
    return Stream.of(Packing.values())
        .filter(one -> AcceptEncoding.takes(context.request(), one.encoding()))
        .findFirst();
  }

  private void file(RoutingContext context, String folder) {
    String name = below(context, folder);
    if (!isOfDigest(name)) {
      Refusal.send(context, 404, "there is no such file; read head.json for those there are");
      return;
    }
    send(context, files.get(folder + name, this::file));
  }

  private ServedFile file(String path) {
    return new ServedFile(
        releases.path(path),
        path.substring(
            path.length() - FILE_TYPE.length() - DIGEST, path.length() - FILE_TYPE.length()),
        new ServedFile.About(TEXT, Optional.empty(), Optional.empty(), FOR_EVER, Optional.empty()));
  }

  /** Without a pattern, for this is asked of every download. */
  private static boolean isOfDigest(String name) {
    for (int i = 0; i < Math.min(DIGEST, name.length()); i++) {
      char sign = name.charAt(i);
      if (!HexFormat.isHexDigit(sign) || Character.isUpperCase(sign)) {
        return false;
      }
    }
    return name.length() == DIGEST + FILE_TYPE.length() && name.endsWith(FILE_TYPE);
  }

  private void latest(RoutingContext context) {
    render(
        context,
        any -> Document.inFormat(below(context, "latest/"), admission.cut(context).aggregated()));
  }

  private void misp(RoutingContext context) {
    render(
        context, head -> Document.ofMispFeed(below(context, "misp/"), head.session().toString()));
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
    soon(context, renderings.of(newest.get(), document.get(), admission.cut(context)))
        .onSuccess(file -> send(context, file))
        .onFailure(
            failure -> {
              if (ReleaseNotOut.causes(failure)) {
                Refusal.send(context, 503, ReleaseNotOut.TOLD);
              } else {
                context.fail(failure);
              }
            });
  }

  /** Goes on at once with what is there already. */
  private static <T> Future<T> soon(RoutingContext context, CompletableFuture<T> stage) {
    return stage.isDone() && !stage.isCompletedExceptionally()
        ? Future.succeededFuture(stage.join())
        : Future.fromCompletionStage(stage, context.vertx().getOrCreateContext());
  }

  private void send(RoutingContext context, ServedFile file) {
    ServedFile.Form form = file.form(packing(context));
    soon(context, held.of(form.file()))
        .onSuccess(
            found ->
                found.ifPresentOrElse(
                    there -> send(context, file.about(), form, there),
                    () ->
                        Refusal.send(
                            context,
                            410,
                            "that release is no longer kept; begin with the snapshot in"
                                + " head.json")))
        .onFailure(context::fail);
  }

  private void send(
      RoutingContext context, ServedFile.About file, ServedFile.Form form, HeldFiles.Held there) {
    HttpServerResponse response = context.response();
    response.putHeader(Header.VARY, Header.ACCEPT_ENCODING);
    response.putHeader(Header.CACHE_CONTROL, file.caching());
    response.putHeader(Header.ETAG, form.etag());
    file.left().ifPresent(left -> response.putHeader("Tocsin-Cut", left));
    file.writtenAt().ifPresent(at -> response.putHeader(Header.LAST_MODIFIED, httpDate(at)));
    if (Conditions.hasIt(context.request(), form.etag(), file.writtenAt(), clock.instant())) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(Header.CONTENT_TYPE, file.contentType());
    form.encoding().ifPresent(one -> response.putHeader(Header.CONTENT_ENCODING, one));
    if (isHead(context)) {
      response.putHeader(Header.CONTENT_LENGTH, Long.toString(there.size())).end();
      return;
    }
    there
        .sendable()
        .map(response::end)
        .orElseGet(() -> response.sendFile(form.file().toString()))
        .onSuccess(
            any ->
                admission.sent(
                    context, file.serial().orElseGet(releases::serial), response.bytesWritten()))
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
