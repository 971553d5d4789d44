package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tocsin.agent.community.Timeouts;
import org.tocsin.agent.hub.Fetch;

/**
 * Gets files over HTTP, bounded in time and size. A redirect is followed on the same host and with
 * the same protection only.
 */
final class HttpFetch implements Fetch {
  private static final int MOST_REDIRECTS = 3;

  /** A whole file may take this many times as long as its first byte. */
  private static final int PATIENCE = 30;

  private final HttpClient http;
  private final String userAgent;
  private final Timeouts timeouts;

  HttpFetch(String userAgent, Timeouts timeouts) {
    this.userAgent = userAgent;
    this.timeouts = timeouts;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .build();
  }

  @Override
  public byte[] get(URI address, int limit) throws IOException {
    URI at = address;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpResponse<InputStream> answer = ask(at);
      int status = answer.statusCode();
      if (status < 300 || status >= 400) {
        return body(answer, limit);
      }
      answer.body().close();
      at = next(at, answer.headers().firstValue("Location"));
    }
    throw new IOException("more than " + MOST_REDIRECTS + " redirects");
  }

  private HttpResponse<InputStream> ask(URI at) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(at)
            .header("User-Agent", userAgent)
            .timeout(timeouts.request())
            .build();
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      String words = Optional.ofNullable(e.getMessage()).orElse("no connection");
      throw new IOException("cannot be reached: " + words, e);
    }
  }

  private static URI next(URI from, Optional<String> location) throws IOException {
    try {
      URI to = from.resolve(location.orElse(""));
      boolean same =
          to.getScheme().equals(from.getScheme())
              && to.getRawAuthority().equals(from.getRawAuthority());
      if (same && !to.equals(from)) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("redirected to what is no URL", e);
    }
    throw new IOException("redirected to another host");
  }

  // The client's own timeout ends with the headers; a host that stalls in the body must not hold
  // us.
  private byte[] body(HttpResponse<InputStream> answer, int limit) throws IOException {
    try (InputStream in = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException("answered " + answer.statusCode());
      }
      CompletableFuture<byte[]> whole = CompletableFuture.supplyAsync(() -> read(in, limit));
      byte[] bytes = whole.get(timeouts.request().toMillis() * PATIENCE, TimeUnit.MILLISECONDS);
      if (bytes.length > limit) {
        throw new IOException("is larger than " + limit + " bytes");
      }
      return bytes;
    } catch (TimeoutException e) {
      throw new IOException("took too long", e);
    } catch (ExecutionException e) {
      throw new IOException("broke off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static byte[] read(InputStream in, int limit) {
    try {
      return in.readNBytes(limit + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
