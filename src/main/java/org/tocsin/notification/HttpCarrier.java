package org.tocsin.notification;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.tocsin.address.Address;

/**
 * Sends one request to wherever an operator said, and never to where only this server could: the
 * name is resolved once, all its addresses have to be public, and the connection goes to the first
 * of those that were checked, whatever the name leads to a moment later. The certificate still has
 * to be that of the name. Redirects are not followed, for they would lead around all of this.
 */
final class HttpCarrier {

  /** What an answer is read of, at most. */
  static final int LONGEST_ANSWER = 4 << 10;

  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final int LONGEST_HEAD = 8 << 10;
  private static final int REDIRECT = 300;
  private static final int SUCCESS = 200;

  private final HttpClient client;
  private final NameResolver resolver;
  private final boolean allowInternal;
  private final Duration deadline;

  /** What is sent to a URL. */
  record Post(WebTarget target, Map<String, String> headers, String body) {}

  /**
   * Takes what it sends with.
   *
   * @param deadline after which a request has failed, however much of an answer came
   */
  HttpCarrier(HttpClient client, NameResolver resolver, boolean allowInternal, Duration deadline) {
    this.client = client;
    this.resolver = resolver;
    this.allowInternal = allowInternal;
    this.deadline = deadline;
  }

  /** Returns a client that neither follows redirects nor keeps connections. */
  static HttpClient client(Vertx vertx) {
    return vertx.createHttpClient(options());
  }

  static HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout(Math.toIntExact(TO_CONNECT.toMillis()))
        .setSslHandshakeTimeout(TO_CONNECT.toSeconds())
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setKeepAlive(false)
        .setVerifyHost(true)
        .setMaxRedirects(0)
        .setMaxHeaderSize(LONGEST_HEAD)
        .setDecompressionSupported(false);
  }

  /** Sends a request and waits for what comes back. Not for event loops. */
  Answer send(Post post) {
    List<Address> addresses;
    try {
      addresses = addresses(post.target().host());
    } catch (UnknownHostException e) {
      return Answer.failed("its name cannot be resolved");
    }
    if (addresses.isEmpty()) {
      return Answer.failed("its name leads to an address that is not a public one");
    }
    AtomicReference<HttpClientRequest> request = new AtomicReference<>();
    try {
      return exchange(post, addresses.get(0), request)
          .toCompletionStage()
          .toCompletableFuture()
          .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Answer.failed("no answer within " + deadline.toSeconds() + " s");
    } catch (ExecutionException e) {
      return Answer.failed(reason(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.failed("the server is stopping");
    } finally {
      HttpClientRequest begun = request.get();
      if (begun != null) {
        begun.reset();
      }
    }
  }

  /** Returns the addresses of a name, none at all if one of them may not be sent to. */
  private List<Address> addresses(String host) throws UnknownHostException {
    List<Address> addresses = new ArrayList<>();
    for (InetAddress found : resolver.resolve(host)) {
      Address address =
          Address.parse(found.getHostAddress())
              .orElseThrow(() -> new UnknownHostException("not an address"));
      if (!allowInternal && !address.isPublic()) {
        return List.of();
      }
      addresses.add(address);
    }
    return addresses;
  }

  private Future<Answer> exchange(
      Post post, Address address, AtomicReference<HttpClientRequest> begun) {
    WebTarget target = post.target();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(target.port(), address.toString()))
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.secure())
            .setURI(target.pathAndQuery())
            .setFollowRedirects(false);
    return client
        .request(options)
        .compose(
            request -> {
              begun.set(request);
              post.headers().forEach((name, value) -> request.putHeader(name, value));
              // Read from here, on the connection's own thread: the caller's may come too late,
              // when
              // the answer has gone by already.
              return request
                  .send(Buffer.buffer(post.body(), StandardCharsets.UTF_8.name()))
                  .compose(HttpCarrier::read);
            });
  }

  private static Future<Answer> read(HttpClientResponse response) {
    Promise<String> body = Promise.promise();
    Buffer start = Buffer.buffer();
    response.handler(
        part -> {
          start.appendBuffer(part, 0, Math.min(part.length(), LONGEST_ANSWER - start.length()));
          if (start.length() >= LONGEST_ANSWER) {
            body.tryComplete(start.toString(StandardCharsets.UTF_8));
          }
        });
    response.exceptionHandler(body::tryFail);
    response.endHandler(end -> body.tryComplete(start.toString(StandardCharsets.UTF_8)));
    int status = response.statusCode();
    return body.future()
        .map(
            text ->
                new Answer(
                    status >= SUCCESS && status < REDIRECT,
                    OptionalInt.of(status),
                    "answered " + status,
                    text));
  }

  private static String reason(Throwable failure) {
    if (failure instanceof SSLException) {
      return "its certificate is not valid for this name, or there is no TLS";
    }
    return failure instanceof java.net.ConnectException ? "refuses the connection" : "hangs up";
  }
}
