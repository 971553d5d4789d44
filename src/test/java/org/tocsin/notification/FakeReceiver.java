package org.tocsin.notification;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes requests on loopback and remembers them. */
final class FakeReceiver {

  /** What came. */
  record Got(String local, String path, Map<String, String> headers, String body) {}

  final List<Got> got = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Consumer<HttpServerRequest> answer =
      request -> request.response().setStatusCode(204).end().onFailure(ignored -> {});

  FakeReceiver(Vertx vertx, HttpServerOptions options) throws Exception {
    this(vertx, options, "127.0.0.1");
  }

  FakeReceiver(Vertx vertx, HttpServerOptions options, String address) throws Exception {
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
            .listen(0, address)
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  private void take(HttpServerRequest request, Buffer body) {
    got.add(
        new Got(
            request.localAddress().hostAddress(),
            request.uri(),
            request.headers().entries().stream()
                .collect(
                    Collectors.toMap(
                        header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                        Map.Entry::getValue)),
            body.toString()));
    answer.accept(request);
  }

  void answers(Consumer<HttpServerRequest> how) {
    answer = how;
  }

  void answers(int status, String body) {
    answers(request -> request.response().setStatusCode(status).end(body).onFailure(ignored -> {}));
  }

  int port() {
    return server.actualPort();
  }

  void close() throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
