package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.tocsin.TestAgent;

/**
 * A client that sends exactly the bytes it is told to and shows exactly those that come back. No
 * answer of the application may show how it is made.
 */
final class Capi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** An answer as it came. */
  record Answer(int status, HttpResponse<byte[]> raw) {

    String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(raw.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + text(), e);
      }
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    /** Checks that this is a refusal in the form that every client reads. */
    Answer refuses(int expected) {
      assertThat(status).as(text()).isEqualTo(expected);
      assertThat(header("Content-Type")).startsWith("application/json");
      assertThat(json().path("message").isTextual()).as(text()).isTrue();
      assertThat(json().path("message").asText()).isNotBlank();
      assertThat(json().path("errors").isTextual()).as(text()).isTrue();
      return this;
    }

    /** Checks that this is the plain consent. */
    void accepts() {
      assertThat(status).as(text()).isEqualTo(200);
      assertThat(json().path("message").asText()).isNotBlank();
    }
  }

  private Capi() {}

  static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  /** Sends with these headers, names and values in turn, and no other that matters. */
  static Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Answer answer = new Answer(response.statusCode(), response);
      assertThat(answer.text()).doesNotContain("Exception", "org.tocsin", "\tat ", "jackson");
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Posts as an engine would. ' stands for " in the body. */
  static Answer post(TestAgent agent, String path, String body) {
    return post(agent, path, bytes(body));
  }

  static Answer post(TestAgent agent, String path, byte[] body, String... headers) {
    return send("POST", path, body, withToken(agent, headers));
  }

  /** Posts as somebody without a token. ' stands for " in the body. */
  static Answer post(String path, String body) {
    return send("POST", path, bytes(body));
  }

  static Answer get(TestAgent agent, String path, String... headers) {
    return send("GET", path, new byte[0], withToken(agent, headers));
  }

  private static String[] withToken(TestAgent agent, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = "Bearer " + agent.token();
    return all;
  }

  /** Returns a signal about an address as JSON. */
  static String signal(String address) {
    return "{'scenario':'crowdsecurity/ssh-bf','scenario_hash':'','scenario_version':'',"
        + "'message':'','source':{'scope':'Ip','value':'"
        + address
        + "'}}";
  }
}
