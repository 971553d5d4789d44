package org.tocsin.account.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Asks the provider: for seconds only, without following it elsewhere, and for bounded answers. */
final class ProviderHttp {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;
  private static final Logger LOG = Logger.getLogger(ProviderHttp.class);
  private static final int MOST_AT_ONCE = 4;
  private static final Set<String> SENT = Set.of("authorization", "content-type", "accept");

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /** Whoever signs in holds up a thread meanwhile: a few at a time, whatever a flood asks. */
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      LOG.debug("A body was closed already", e);
    }
  }

  String get(URI uri) throws IOException, ParseException {
    HTTPResponse answer = send(HttpRequest.newBuilder(checked(uri)).GET());
    answer.ensureStatusCode(200);
    return Optional.ofNullable(answer.getBody()).orElse("");
  }

  HTTPResponse post(HTTPRequest request) throws IOException, ParseException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(checked(request.getURI()))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Optional.ofNullable(request.getBody()).orElse("")));
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> header(builder, name, value)));
    return send(builder);
  }

  private static void header(HttpRequest.Builder builder, String name, String value) {
    if (SENT.contains(name.toLowerCase(Locale.ROOT))) {
      builder.header(name, value);
    }
  }

  private static URI checked(URI uri) throws IOException {
    if (!OidcSettings.isSafe(uri)) {
      throw new IOException("the provider names an address without encryption");
    }
    return uri;
  }

  private HTTPResponse send(HttpRequest.Builder request) throws IOException, ParseException {
    if (!turns.tryAcquire()) {
      throw new IOException("it is asked too much at once");
    }
    try {
      return exchange(request);
    } finally {
      turns.release();
    }
  }

  private HTTPResponse exchange(HttpRequest.Builder request) throws IOException, ParseException {
    try {
      HttpResponse<InputStream> answer =
          client.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofInputStream());
      HTTPResponse read = new HTTPResponse(answer.statusCode());
      List<String> types = answer.headers().allValues("content-type");
      if (!types.isEmpty()) {
        read.setContentType(types.get(0));
      }
      try (InputStream body = answer.body()) {
        // The time-out ends with the answer's head; a body that stalls is cut off.
        CompletableFuture.delayedExecutor(ANSWER.toSeconds(), TimeUnit.SECONDS)
            .execute(() -> close(body));
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          throw new IOException("the provider's answer is too large");
        }
        read.setBody(new String(bytes, StandardCharsets.UTF_8));
      }
      return read;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
