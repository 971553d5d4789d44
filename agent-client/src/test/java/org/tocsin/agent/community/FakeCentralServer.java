package org.tocsin.agent.community;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A central server on loopback that registers, logs in and enrols as a real one does, and that a
 * test may tell to misbehave for one call. It keeps every call it got.
 */
public final class FakeCentralServer implements AutoCloseable {
  public static final String REGISTER = "/v3/watchers";
  public static final String LOGIN = "/v3/watchers/login";
  public static final String ENROL = "/v3/watchers/enroll";
  public static final String GOOD_KEY = "goodKey1";

  /** One call as it arrived. */
  public record Call(String path, JsonNode body, Map<String, List<String>> headers) {
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  /** Answers one call in place of the server's own manners. */
  public interface Misbehaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Queue<Misbehaviour>> planned = new ConcurrentHashMap<>();
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Set<String> enrolled = ConcurrentHashMap.newKeySet();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final String prefix;

  public FakeCentralServer() throws IOException {
    this("");
  }

  public FakeCentralServer(String prefix) throws IOException {
    this.prefix = prefix;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  public String origin() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
  }

  public String url() {
    return origin() + (prefix.isEmpty() ? "" : prefix.substring(1) + "/");
  }

  /** The next call to that path gets this answer and changes nothing at the server. */
  public void next(String path, int status, String body) {
    next(path, exchange -> send(exchange, status, body));
  }

  public void next(String path, Misbehaviour misbehaviour) {
    planned.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>()).add(misbehaviour);
  }

  /** The next enrolment takes place, but its answer never arrives. */
  public void loseTheNextEnrolmentAnswer() {
    next(
        ENROL,
        exchange -> {
          enrolled.add(machineOf(exchange).orElseThrow());
          exchange.close();
        });
  }

  /** Holds a call until the server closes; a test without an end to that would hang. */
  public void holdUntilClosed() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void forgetEverything() {
    passwords.clear();
    enrolled.clear();
  }

  public void know(String login, String password) {
    passwords.put(login, password);
  }

  public Set<String> machines() {
    return Set.copyOf(passwords.keySet());
  }

  public Set<String> enrolled() {
    return Set.copyOf(enrolled);
  }

  public Map<String, String> passwords() {
    return Map.copyOf(passwords);
  }

  public List<String> paths() {
    return calls.stream().map(Call::path).toList();
  }

  public Call last(String path) {
    return calls.stream().filter(c -> c.path().equals(path)).reduce((a, b) -> b).orElseThrow();
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdownNow();
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(prefix.length());
    JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
    calls.add(new Call(path, body, Map.copyOf(exchange.getRequestHeaders())));
    Misbehaviour misbehaviour = planned.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
    if (misbehaviour != null) {
      misbehaviour.answer(exchange);
      return;
    }
    switch (path) {
      case REGISTER -> register(exchange, body);
      case LOGIN -> login(exchange, body);
      case ENROL -> enrol(exchange, body);
      default -> send(exchange, 404, "{\"message\":\"no such path\"}");
    }
  }

  private void register(HttpExchange exchange, JsonNode body) throws IOException {
    String login = body.get("machine_id").asText();
    if (passwords.putIfAbsent(login, body.get("password").asText()) == null) {
      send(exchange, 200, "{\"message\":\"OK\"}");
    } else {
      send(exchange, 500, "{\"message\":\"User already registered.\"}");
    }
  }

  private void login(HttpExchange exchange, JsonNode body) throws IOException {
    String login = body.get("machine_id").asText();
    if (body.get("password").asText().equals(passwords.get(login))) {
      String token = "head." + login + ".sign";
      send(
          exchange,
          200,
          "{\"code\":200,\"expire\":\"2030-01-01T00:00:00Z\",\"token\":\"" + token + "\"}");
    } else {
      send(exchange, 401, "{\"message\":\"The machine_id or password is incorrect\"}");
    }
  }

  private void enrol(HttpExchange exchange, JsonNode body) throws IOException {
    Optional<String> machine = machineOf(exchange);
    if (machine.isEmpty()) {
      send(exchange, 401, "{\"message\":\"no token\"}");
    } else if (!body.get("attachment_key").asText().equals(GOOD_KEY)) {
      send(exchange, 403, "{\"message\":\"the attachment key provided is not valid\"}");
    } else {
      send(exchange, enrolled.add(machine.get()) ? 201 : 200, "{\"message\":\"OK\"}");
    }
  }

  private Optional<String> machineOf(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return passwords.keySet().stream()
        .filter(login -> ("Bearer head." + login + ".sign").equals(header))
        .findFirst();
  }
}
