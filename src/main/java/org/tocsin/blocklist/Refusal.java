package org.tocsin.blocklist;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A refusal as a problem document, RFC 9457. */
final class Refusal {

  private Refusal() {}

  static void send(RoutingContext context, int status, String detail) {
    JsonObject problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", title(status))
            .put("status", status)
            .put("detail", detail);
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(problem.toString());
  }

  private static String title(int status) {
    return io.netty.handler.codec.http.HttpResponseStatus.valueOf(status).reasonPhrase();
  }
}
