package org.tocsin.agent.decision;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;

/**
 * What bouncers on this machine ask: {@code /v1/decisions} and {@code /v1/decisions/stream} with
 * their key in {@code X-Api-Key}. Beside it {@code /metrics}, which needs none.
 */
public final class BouncerServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int SECONDS_TO_END = 5;
  private static final String MOST_SECONDS = "10";
  private static final String MOST_SECONDS_OF_ANSWER = "300";
  private static final int WAITING = 64;
  private static final int LONGEST_QUERY = 4_096;
  private static final int LONGEST_CLIENT = 200;
  private static final String JSON = "application/json";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Decisions decisions;
  private final BouncerDesk desk;
  private final Supplier<String> metrics;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  private BouncerServer(
      HttpServer server,
      ExecutorService threads,
      Decisions decisions,
      BouncerDesk desk,
      Supplier<String> metrics) {
    this.server = server;
    this.threads = threads;
    this.decisions = decisions;
    this.desk = desk;
    this.metrics = metrics;
  }

  /**
   * Starts to answer; port 0 takes any that is free.
   *
   * @throws IOException if the port is taken
   */
  public static BouncerServer start(
      InetSocketAddress at, Decisions decisions, SqliteBouncers bouncers, Supplier<String> metrics)
      throws IOException {
    // Who begins a request and does not end it holds a thread only so long.
    System.setProperty("sun.net.httpserver.maxReqTime", MOST_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", MOST_SECONDS_OF_ANSWER);
    HttpServer server = HttpServer.create(at, WAITING);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "bouncers");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    BouncerServer started =
        new BouncerServer(server, threads, decisions, new BouncerDesk(bouncers), metrics);
    server.setExecutor(threads);
    server.createContext("/", started::answer);
    server.start();
    return started;
  }

  /** Looks up anew which bouncers have keys. */
  public void refresh() {
    desk.refresh();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** How many requests got what they asked for. */
  public long answered() {
    return answered.get();
  }

  public long refused() {
    return refused.get();
  }

  /** A request that is not answered as asked. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        route(exchange);
        answered.incrementAndGet();
      } catch (Refused problem) {
        refused.incrementAndGet();
        String text = "{\"message\":\"" + problem.getMessage() + "\"}";
        send(exchange, problem.status, JSON, text);
      } catch (StoreFailed problem) {
        refused.incrementAndGet();
        send(exchange, 503, JSON, "{\"message\":\"the agent's database does not answer\"}");
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException, Refused {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/metrics")) {
      allow(exchange, "GET");
      send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
      return;
    }
    if (!path.startsWith("/v1/")) {
      throw new Refused(404, "no such page");
    }
    BouncerDesk.Known bouncer = bouncer(exchange);
    switch (path) {
      case "/v1/decisions" -> decisions(exchange, bouncer);
      case "/v1/decisions/stream" -> stream(exchange, bouncer);
      case "/v1/usage-metrics" -> {
        allow(exchange, "POST");
        send(exchange, 201, JSON, "{}");
      }
      default -> throw new Refused(404, "no such page");
    }
  }

  private static void allow(HttpExchange exchange, String method) throws Refused {
    String asked = exchange.getRequestMethod();
    if (!asked.equals(method) && !(asked.equals("HEAD") && method.equals("GET"))) {
      throw new Refused(405, "only " + method + " is known here");
    }
  }

  private BouncerDesk.Known bouncer(HttpExchange exchange) throws Refused {
    String key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Api-Key")).orElse("");
    if (key.isBlank()) {
      throw new Refused(403, "access forbidden");
    }
    return desk.find(key).orElseThrow(() -> new Refused(403, "access forbidden"));
  }

  private void decisions(HttpExchange exchange, BouncerDesk.Known bouncer)
      throws IOException, Refused {
    allow(exchange, "GET");
    Map<String, String> parameters = parameters(exchange);
    List<Decision> found = found(new InForce(decisions, DecisionFilter.of(parameters)), parameters);
    try (OutputStream body = body(exchange)) {
      DecisionJson.list(body, found, decisions.now());
    }
    desk.came(bouncer, visit(exchange));
  }

  private List<Decision> found(InForce news, Map<String, String> parameters) throws Refused {
    Optional<String> address = Optional.ofNullable(parameters.get("ip"));
    Optional<String> range = Optional.ofNullable(parameters.get("range"));
    if (address.isPresent()) {
      Address asked =
          Address.parse(address.get()).orElseThrow(() -> new Refused(400, "ip: not an address"));
      return news.about(Prefix.around(asked, asked.family().bits()));
    }
    if (range.isPresent()) {
      return news.about(
          Prefix.parse(range.get()).orElseThrow(() -> new Refused(400, "range: not a range")));
    }
    if (parameters.containsKey("scope") && parameters.containsKey("value")) {
      return news.about(target(parameters.get("scope"), parameters.get("value")));
    }
    return news.all();
  }

  private static Target target(String scope, String value) throws Refused {
    try {
      return Target.of(scope, value);
    } catch (IllegalArgumentException e) {
      throw new Refused(400, "value: not what the scope speaks of");
    }
  }

  private void stream(HttpExchange exchange, BouncerDesk.Known bouncer)
      throws IOException, Refused {
    allow(exchange, "GET");
    Map<String, String> parameters = parameters(exchange);
    if (exchange.getRequestMethod().equals("HEAD")) {
      body(exchange).close(); // Who only looks is told nothing, so there is nothing to remember.
      return;
    }
    boolean isStart = parameters.getOrDefault("startup", "false").equals("true");
    Optional<ToldBouncer> before = isStart ? Optional.empty() : ToldBouncer.read(bouncer.told());
    BouncerNews news = new BouncerNews(decisions, DecisionFilter.of(parameters));
    try (OutputStream body = body(exchange);
        DecisionJson.News json = new DecisionJson.News(body, decisions.now())) {
      ToldBouncer told = news.tell(before, json);
      json.finish();
      desk.told(bouncer, told.text(), visit(exchange));
    } catch (IOException e) {
      // Only what went out whole counts as told; a bouncer that missed it is told again.
      desk.told(bouncer, bouncer.told(), visit(exchange));
      throw e;
    }
  }

  private BouncerDesk.Visit visit(HttpExchange exchange) {
    String client =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent")).orElse("");
    String plain = client.replaceAll("\\p{Cntrl}", "?");
    return new BouncerDesk.Visit(
        decisions.now(),
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        plain.substring(0, Math.min(LONGEST_CLIENT, plain.length())));
  }

  private static Map<String, String> parameters(HttpExchange exchange) throws Refused {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    if (query.length() > LONGEST_QUERY) {
      throw new Refused(414, "the query is too long");
    }
    Map<String, String> parameters = new HashMap<>();
    for (String part : query.split("&", -1)) {
      int at = part.indexOf('=');
      String name = decoded(at < 0 ? part : part.substring(0, at));
      if (!name.isEmpty()) {
        parameters.merge(
            name, at < 0 ? "" : decoded(part.substring(at + 1)), (a, b) -> a + "," + b);
      }
    }
    return parameters;
  }

  private static String decoded(String text) throws Refused {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused(400, "the query is not percent-encoded");
    }
  }

  private static OutputStream body(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", JSON);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return OutputStream.nullOutputStream();
    }
    String accepted =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Encoding")).orElse("");
    if (!accepted.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:$|,)).*")) {
      exchange.sendResponseHeaders(200, 0);
      return exchange.getResponseBody();
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, 0);
    return new GZIPOutputStream(exchange.getResponseBody(), 1 << 13);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
    if (!isHead) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
