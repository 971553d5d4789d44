package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** Requests that no decent HTTP client would send. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RawRequestsTest {

  private static final String BODY =
      "[{\"scenario\":\"crowdsecurity/ssh-bf\","
          + "\"source\":{\"scope\":\"Ip\",\"value\":\"45.83.89.1\"}}]";

  private final TestOperator operator = TestOperator.administrator();
  private TestAgent agent;
  private long before;

  @BeforeEach
  void begin() {
    agent = TestAgent.register();
    before = operator.storedSignals();
  }

  private long stored() {
    return operator.storedSignals() - before;
  }

  /** Sends and returns all that is answered until the server closes. */
  private static String exchange(String request) throws IOException {
    return exchange(request, false);
  }

  private static String exchange(String request, boolean thenHangUp) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (thenHangUp) {
        socket.shutdownOutput();
      }
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).doesNotContain("Exception", "\tat ", "org.tocsin");
      return answer;
    }
  }

  private String head(String... headers) {
    return "POST /v3/signals HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
        + agent.token()
        + "\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  @Test
  void readsABodyInChunks() throws IOException {
    String chunks =
        BODY.chars()
            .mapToObj(c -> "1;extension=x\r\n" + (char) c + "\r\n")
            .reduce("", String::concat);

    assertThat(exchange(head("Transfer-Encoding: chunked") + chunks + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void storesNothingOfABodyThatIsShorterThanItSays() throws IOException {
    assertThat(exchange(head("Content-Length: " + (BODY.length() + 10)) + BODY, true))
        .doesNotContain("200 OK");
    assertThat(exchange(head("Transfer-Encoding: chunked") + "ff\r\n" + BODY, true))
        .doesNotContain("200 OK");
    assertThat(stored()).isZero();
  }

  @Test
  void refusesABodyThatIsLongerThanItSays() throws IOException {
    assertThat(exchange(head("Content-Length: " + (BODY.length() - 10)) + BODY))
        .startsWith("HTTP/1.1 400");
    assertThat(stored()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: x",
        "Content-Length: 5\r\nContent-Length: 6"
      })
  void refusesALengthThatIsNone(String length) throws IOException {
    assertThat(exchange(head(length) + BODY)).startsWith("HTTP/1.1 400");
    assertThat(stored()).isZero();
  }

  @Test
  void refusesALengthBeyondTheLimitBeforeTheBodyComes() throws IOException {
    assertThat(exchange(head("Content-Length: " + ((16 << 20) + 1)))).startsWith("HTTP/1.1 413");
    assertThat(exchange(head("Content-Length: 99999999999999"))).startsWith("HTTP/1.1 413");
  }

  @Test
  void refusesARequestWithoutABody() throws IOException {
    assertThat(exchange(head("X-Nothing: here"))).startsWith("HTTP/1.1 400");
    assertThat(exchange(head("Content-Length: 0"))).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/%zz",
        "/v3/%zz/",
        "/v3/%",
        "/v3/{x}",
        "/v3/{x}/",
        "/v3/a b/",
        "/v3/../v3/none/",
        "//v3/none",
        "/v3/\u00e4/",
        "/v3/none?a=%zz",
        "/v3/none/?{x}",
        "*",
        "http://else/v3/none/"
      })
  void refusesPathsThatLeadNowhere(String path) throws IOException {
    assertThat(
            exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1\\.[01] 40[04] .*");
  }

  @Test
  void doesNotBelieveAForwardedAddressOrPath() throws IOException {
    String spoofed =
        String.join(
            "\r\n",
            "GET /v3/decisions/stream HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-Prefix: /q",
            "X-Original-URL: /q/health",
            "X-HTTP-Method-Override: POST",
            "\r\n");

    assertThat(exchange(spoofed)).startsWith("HTTP/1.1 401");
  }
}
