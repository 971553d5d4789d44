package org.tocsin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpFilesTest {

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private HttpServer other;

  HttpFilesTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    for (HttpServer one : List.of(server, other)) {
      one.createContext("/", this::answer);
      one.start();
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
    other.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    byte[] body = "0123456789".getBytes(StandardCharsets.US_ASCII);
    int status = 200;
    switch (exchange.getRequestURI().getPath()) {
      case "/packed" -> body = packed(body, exchange);
      case "/bomb" -> body = packed(new byte[50_000_000], exchange);
      case "/unpacked" -> exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      case "/away" -> {
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
        status = 302;
      }
      case "/none" -> status = 404;
      case "/gone" -> status = 410;
      case "/closed" -> status = 401;
      case "/broken" -> status = 500;
      default -> {}
    }
    if (exchange.getRequestURI().getPath().equals("/slow")) {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] packed(byte[] body, HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    return packed.toByteArray();
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Optional<String> get(String url, long most) throws IOException {
    return new HttpFiles(address(server), Optional.of("secret"), Duration.ofSeconds(5))
        .get(url, most)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  @Test
  void filesArePlainHoweverTheyTravel() throws IOException {
    assertThat(get("/plain", 10)).contains("0123456789");
    assertThat(get("/packed", 10)).contains("0123456789");
    assertThat(get("/unpacked", 10)).contains("0123456789");
    assertThat(get("/none", 10)).isEmpty();
    assertThat(get("/gone", 10)).isEmpty();
  }

  @Test
  void nothingIsReadFarBeyondTheLengthThatWasDeclared() throws IOException {
    assertThat(get("/packed", 4)).contains("01234");
    assertThat(get("/bomb", 1_000).map(String::length)).contains(1_001);
    assertThat(get("/bomb", 48_000_000).map(String::length)).contains(48_000_001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/away", "/closed", "/broken"})
  void whatIsNeitherThereNorMissingIsNotJudged(String url) {
    assertThatThrownBy(() -> get(url, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(url);
  }

  @Test
  void whoeverSendsNoMoreIsNotWaitedForForever() {
    HttpFiles files = new HttpFiles(address(server), Optional.empty(), Duration.ofMillis(300));

    assertThatThrownBy(() -> files.get("/slow", 100)).isInstanceOf(IOException.class);
  }

  @Test
  void theKeyGoesToTheServerAlone() throws IOException {
    assertThat(get("/plain", 10)).isPresent();
    assertThat(get(address(other) + "/plain", 10)).isPresent();

    assertThat(keys).containsExactly("Bearer secret", "null");
  }

  @Test
  void nothingComesUnencryptedIfTheHeadDoesNot() {
    HttpFiles files = new HttpFiles("https://127.0.0.1:1", Optional.empty(), Duration.ofSeconds(1));

    assertThatThrownBy(() -> files.get(address(server) + "/plain", 10))
        .hasMessageContaining("is not fetched");
    assertThat(keys).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://a/", "http://", "http://a/b", "http://u@a/", "http://a/?key=k", "a b"})
  void whatIsNoServerIsRefused(String url) {
    assertThatThrownBy(() -> new HttpFiles(url, Optional.empty(), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
