package org.tocsin.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * The files of a release as a server hands them out. A redirection is not followed, and the
 * consumer's key goes to the server itself only, not to where its files may lie.
 */
public final class HttpFiles implements ReleaseFiles {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final URI server;
  private final Optional<String> consumerKey;
  private final Duration patience;
  private final HttpClient client;

  /**
   * Reads from a server.
   *
   * @param server its address, such as {@code https://lists.example.org}; the address of its list
   *     or head will do
   * @param consumerKey what it asks of those who download, if anything
   * @param patience how long one file may take
   * @throws IllegalArgumentException if that is no address of a server
   */
  public HttpFiles(String server, Optional<String> consumerKey, Duration patience) {
    this.server = root(server);
    this.consumerKey = consumerKey;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  private static URI root(String server) {
    URI given = URI.create(server);
    boolean web = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
    String path = Optional.ofNullable(given.getPath()).orElse("");
    if (!web
        || given.getHost() == null
        || given.getUserInfo() != null
        || given.getQuery() != null
        || !path.matches("/?|/blocklist/?|/blocklist/head\\.json")) {
      throw new IllegalArgumentException("no address of a server");
    }
    return given.resolve("/");
  }

  @Override
  public Optional<byte[]> get(String url, long most) throws IOException {
    URI place = server.resolve(url);
    if ("https".equals(server.getScheme()) && !"https".equals(place.getScheme())) {
      throw new IOException(place + " is not fetched: the head came over https, this would not");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place).timeout(patience).header("Accept-Encoding", "gzip");
    if (isOurs(place)) {
      consumerKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    }
    // What does not become smaller when packed becomes a little longer.
    long packed = most + most / 1_000 + 1_024;
    HttpResponse<byte[]> answer = send(request.GET().build(), packed);
    return switch (answer.statusCode()) {
      case OK -> Optional.of(plain(answer, most));
      case NOT_FOUND, GONE -> Optional.empty();
      case UNAUTHORIZED, FORBIDDEN ->
          throw new IOException(
              place
                  + " is answered with "
                  + answer.statusCode()
                  + ": a consumer's key is needed, or this one is not valid");
      default -> throw new IOException(place + " is answered with " + answer.statusCode());
    };
  }

  private boolean isOurs(URI place) {
    return server.getHost().equals(place.getHost())
        && server.getPort() == place.getPort()
        && server.getScheme().equals(place.getScheme());
  }

  private HttpResponse<byte[]> send(HttpRequest request, long most) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new AtMost(most));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(request.uri() + " took longer than " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(request.uri() + " cannot be fetched", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Unpacks no more than is looked at. What cannot be unpacked stays as it came, and is wrong. */
  private static byte[] plain(HttpResponse<byte[]> answer, long most) {
    String encoding = answer.headers().firstValue("Content-Encoding").orElse("");
    if (!encoding.toLowerCase(Locale.ROOT).equals("gzip")) {
      return answer.body();
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
    } catch (IOException e) {
      return answer.body();
    }
  }
}
