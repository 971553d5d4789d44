package org.tocsin.agent.community;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.tocsin.agent.verification.Forge;

/** A server on loopback that hands out lists to members, takes signals, and misbehaves if told. */
final class FakeCommunity implements AutoCloseable {
  static final String LOGIN = "/v3/watchers/login";
  static final String HEAD = "/blocklist/head.json";
  static final String KEYS = "/blocklist/keys.json";
  static final String SIGNALS = "/v3/signals";
  static final String STREAM = "/v3/decisions/stream";
  static final Duration LONG = Duration.ofSeconds(20);

  /** Answers one call in place of the server's own manners. */
  interface Misbehaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  final Forge forge = new Forge();
  final Map<String, byte[]> files = new ConcurrentHashMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> signals = new CopyOnWriteArrayList<>();
  final List<List<String>> logins = new CopyOnWriteArrayList<>();
  final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Queue<Misbehaviour>> planned = new ConcurrentHashMap<>();
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger token = new AtomicInteger(1);
  private volatile String refused = "nothing";
  private volatile String etag = "\"none\"";

  FakeCommunity() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
    files.put(KEYS, forge.keySet());
    files.put(STREAM, Forge.bytes("{\"new\":[],\"deleted\":[],\"links\":{}}"));
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
  }

  MemberCalls member() {
    Timeouts timeouts = new Timeouts(LONG, LONG);
    return new MemberCalls(
        new CentralServer(ServerUrl.parse(url()), "test", timeouts),
        new Watcher("me", "secret-password"),
        () -> List.of("a/b"),
        new WebCalls("test", LONG));
  }

  void publish(byte[] head) {
    files.put(HEAD, head);
    files.putAll(forge.files());
    etag = "\"" + Forge.sha256(head).substring(0, 16) + "\"";
  }

  void next(String path, int status, String body) {
    next(path, exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
  }

  void next(String path, Misbehaviour misbehaviour) {
    planned.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>()).add(misbehaviour);
  }

  void refuseSignalsWith(String text) {
    refused = text;
  }

  void forgetTokens() {
    token.incrementAndGet();
  }

  long count(String path) {
    return calls.stream().filter(path::equals).count();
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdownNow();
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls.add(path);
    Misbehaviour misbehaviour = planned.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (misbehaviour != null) {
      misbehaviour.answer(exchange);
    } else if (path.equals(LOGIN)) {
      List<String> scenarios = new ArrayList<>();
      new ObjectMapper()
          .readTree(body)
          .path("scenarios")
          .forEach(one -> scenarios.add(one.asText()));
      logins.add(scenarios);
      String answer = "{\"code\":200,\"expire\":\"2030-01-01T00:00:00Z\",\"token\":\"t.%d.s\"}";
      send(exchange, 200, answer.formatted(token.get()).getBytes(StandardCharsets.UTF_8));
    } else if (path.equals(KEYS) || path.startsWith("/lists/")) {
      file(exchange, path);
    } else if (!("Bearer t." + token.get() + ".s").equals(authorization)) {
      send(exchange, 401, new byte[0]);
    } else if (path.equals(SIGNALS)) {
      boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      var in = new ByteArrayInputStream(body);
      byte[] plain = packed ? new GZIPInputStream(in).readAllBytes() : body;
      String text = new String(plain, StandardCharsets.UTF_8);
      if (text.contains(refused)) {
        send(exchange, 400, new byte[0]);
        return;
      }
      signals.add(text);
      send(exchange, 200, "{\"message\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    } else {
      file(exchange, path);
    }
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    byte[] file = files.get(path);
    if (path.equals(HEAD)) {
      exchange.getResponseHeaders().add("ETag", etag);
      if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        send(exchange, 304, new byte[0]);
        return;
      }
    }
    send(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file);
  }
}
