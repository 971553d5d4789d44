package org.tocsin.agent.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lets engines log in and takes their alerts, so that they can do their work; keeps nothing. */
final class StandInApi implements AutoCloseable {
  private static final String LOGIN =
      "{\"code\":200,\"expire\":\"2099-01-01T00:00:00Z\",\"token\":\"none\"}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  StandInApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 200, "null"));
    server.createContext("/v1/watchers/login", exchange -> answer(exchange, 200, LOGIN));
    server.createContext("/v1/alerts", exchange -> answer(exchange, 201, "[\"1\"]"));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
