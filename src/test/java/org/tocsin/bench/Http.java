package org.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests outside the measured ones. */
final class Http {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Asks with a bearer token, and returns the body of a good answer. */
  byte[] send(String method, URI address, String token, String body) {
    return answer(method, address, token, body).body();
  }

  /** Returns the entity tag of what anybody gets. */
  String tag(URI address) {
    return answer("GET", address, "", "")
        .headers()
        .firstValue("ETag")
        .orElseThrow(() -> new BenchmarkFailed(address + " has no entity tag"));
  }

  private HttpResponse<byte[]> answer(String method, URI address, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept-Encoding", "gzip")
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new BenchmarkFailed(method + " " + address + " was answered " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new BenchmarkFailed(method + " " + address + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed("interrupted");
    }
  }
}
