package org.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A signed-in person's browser, as far as the server can tell. */
final class Visit {

  private static final Pattern ASSET = Pattern.compile("/console/assets/[^\"]+\\.css");
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String cookie;

  /** Signs in by a link's path. */
  Visit(URI server, String link) {
    this.server = server;
    String secret = link.substring(link.indexOf('=') + 1);
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(server.resolve("/console/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("link=" + secret)));
    this.cookie =
        answer
            .headers()
            .firstValue("Set-Cookie")
            .map(set -> set.substring(0, set.indexOf(';')))
            .orElseThrow(() -> new BenchmarkFailed("signing in was answered otherwise"));
  }

  /** Returns the bytes of a page as they are transferred. */
  long page(String path) {
    return get(path).length;
  }

  private byte[] get(String path) {
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(server.resolve(path))
                .header("Cookie", cookie)
                .header("Accept", "text/html")
                .header("Accept-Encoding", "gzip"));
    if (answer.statusCode() != OK) {
      throw new BenchmarkFailed(path + " was answered " + answer.statusCode());
    }
    return answer.body();
  }

  /** Returns where the style of the pages is. */
  String asset() {
    Matcher found = ASSET.matcher(new String(get("/console/sign-in"), StandardCharsets.UTF_8));
    if (!found.find()) {
      throw new BenchmarkFailed("the sign-in page names no style");
    }
    return found.group();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new BenchmarkFailed("a page cannot be fetched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed("interrupted");
    }
  }
}
