package org.tocsin.agent.community;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * Sends requests and takes whole answers, bounded in size packed and unpacked, and in time from the
 * first byte asked to the last one read. Redirects are not followed.
 */
final class WebCalls {
  private final HttpClient http;
  private final String userAgent;

  WebCalls(String userAgent, Duration connect) {
    this.userAgent = userAgent;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect)
            .build();
  }

  Reply send(HttpRequest.Builder request, int most, Duration deadline) throws CallFailed {
    HttpRequest asked =
        request.header("User-Agent", userAgent).header("Accept-Encoding", "gzip").build();
    URI to = withoutQuery(asked.uri());
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(asked, answered -> new CappedBody(most));
    try {
      HttpResponse<byte[]> got = sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(to, got.statusCode(), unpacked(got, most), got.headers());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new CallFailed(to + ": no complete answer within " + deadline.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new CallFailed(to + ": " + Words.of(e.getCause() == null ? e : e.getCause()));
    } catch (IOException e) {
      throw new CallFailed(to + ": the packed answer is unusable: " + Words.of(e));
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new CallFailed(to + ": interrupted while waiting for the answer");
    }
  }

  /** A query may be what a link proves itself with, and failures are printed. */
  private static URI withoutQuery(URI uri) {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? uri : URI.create(text.substring(0, query));
  }

  private static byte[] unpacked(HttpResponse<byte[]> got, int most) throws IOException {
    String packing = got.headers().firstValue("Content-Encoding").orElse("identity");
    if (packing.equalsIgnoreCase("identity") || got.body().length == 0) {
      return got.body();
    }
    if (!packing.equalsIgnoreCase("gzip")) {
      throw new IOException("only gzip was asked for");
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(got.body()))) {
      byte[] plain = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new IOException("longer than " + most + " bytes");
      }
      return plain;
    }
  }
}
