package org.tocsin.agent.community;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tocsin.agent.community.EnrolmentFailure.NoUsableAnswer;

/**
 * One JSON question and its answer, bounded in time and size. Redirects are never followed: a
 * redirected POST silently becomes something else, and the next host has not been vouched for.
 */
final class HttpExchange {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final ObjectMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final HttpClient http;
  private final String userAgent;
  private final Timeouts timeouts;

  HttpExchange(String userAgent, Timeouts timeouts) {
    this.userAgent = userAgent;
    this.timeouts = timeouts;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .build();
  }

  Answer post(URI to, Object body, Optional<Token> token) throws NoUsableAnswer {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("User-Agent", userAgent)
            .POST(BodyPublishers.ofByteArray(written(body)));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t.text()));
    return await(to, http.sendAsync(request.build(), answered -> new CappedBody(LONGEST_ANSWER)));
  }

  /** Empty when the body is not a JSON object of that shape. */
  <T> Optional<T> read(Answer answer, Class<T> shape) {
    try {
      return Optional.ofNullable(json.readValue(answer.body(), shape));
    } catch (JsonProcessingException notThatShape) {
      return Optional.empty();
    }
  }

  // The client's own request timeout ends with the headers; a server that stalls mid-body must not
  // hold us either, hence one deadline over the whole exchange.
  private Answer await(URI to, CompletableFuture<HttpResponse<byte[]>> sent) throws NoUsableAnswer {
    try {
      HttpResponse<byte[]> got = sent.get(timeouts.request().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          got.statusCode(),
          new String(got.body(), StandardCharsets.UTF_8),
          got.headers().firstValue("Location"));
    } catch (TimeoutException e) {
      sent.cancel(true);
      String limit = seconds(timeouts.request().toMillis());
      throw new NoUsableAnswer(to + ": no complete answer within " + limit, e);
    } catch (ExecutionException e) {
      throw new NoUsableAnswer("cannot reach " + to + ": " + inWords(e), e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new NoUsableAnswer(to + ": interrupted while waiting for the answer", e);
    }
  }

  private String inWords(ExecutionException failed) {
    Throwable problem = failed.getCause() == null ? failed : failed.getCause();
    return problem instanceof HttpConnectTimeoutException
        ? "no connection within " + seconds(timeouts.connect().toMillis())
        : Words.of(problem);
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  private byte[] written(Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire record that is not JSON: " + body.getClass(), e);
    }
  }

  /** What came back, whole. */
  record Answer(int status, String body, Optional<String> location) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    boolean isRedirect() {
      return status >= 300 && status < 400;
    }
  }
}
