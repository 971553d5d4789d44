package org.tocsin.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The least a central server has to answer for an engine of the 1.4 line to work.
 *
 * <p>It proves the harness without the real server: when both fail, the harness is broken. It
 * believes everybody and publishes exactly what the test says.
 */
final class StubCentral implements AutoCloseable {
  static final String WRONG_PASSWORD = "The machine_id or password is incorrect";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> DONE = Map.of("message", "OK");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final InstantSource clock;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Set<String> usedKeys = ConcurrentHashMap.newKeySet();
  private final List<String> reported = new CopyOnWriteArrayList<>();
  private final List<String> published = new CopyOnWriteArrayList<>();

  private record Answer(int status, Object body) {}

  StubCentral(InstantSource clock) throws IOException {
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v2/", this::handle);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The address in every signal so far, in order of arrival. */
  List<String> reported() {
    return List.copyOf(reported);
  }

  void publish(String address) {
    published.add(address);
  }

  void withdrawAll() {
    published.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] bytes = JSON.writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "POST /v2/watchers" -> {
        passwords.put(text(body, "machine_id"), text(body, "password"));
        yield new Answer(200, DONE);
      }
      case "POST /v2/watchers/login" -> login(body);
      case "POST /v2/watchers/enroll" ->
          new Answer(usedKeys.add(text(body, "attachment_key")) ? 201 : 200, DONE);
      case "POST /v2/metrics/" -> new Answer(200, DONE);
      case "POST /v2/signals" -> {
        body.forEach(signal -> reported.add(text(signal.path("source"), "value")));
        yield new Answer(200, DONE);
      }
      case "GET /v2/decisions/stream" ->
          new Answer(
              200,
              Map.of(
                  "new", published.stream().map(StubCentral::ban).toList(),
                  "deleted", List.of()));
      default -> new Answer(404, Map.of("message", "no such route", "errors", ""));
    };
  }

  private Answer login(JsonNode body) throws IOException {
    String machine = text(body, "machine_id");
    if (!text(body, "password").equals(passwords.get(machine))) {
      return new Answer(401, Map.of("message", WRONG_PASSWORD, "errors", "login"));
    }
    Instant expiry = clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    String token =
        base64(Map.of("alg", "HS256"))
            + ("." + base64(Map.of("exp", expiry.getEpochSecond(), "sub", machine)))
            + ".c3R1Yg";
    return new Answer(200, Map.of("code", 200, "expire", expiry.toString(), "token", token));
  }

  private static Map<String, String> ban(String address) {
    return Map.of(
        "duration", "24h0m0s",
        "origin", "CAPI",
        "scenario", SshAttack.SCENARIO,
        "scope", "ip",
        "type", "ban",
        "value", address);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static String base64(Map<String, ?> json) throws IOException {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(json));
  }
}
