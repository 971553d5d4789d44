package org.tocsin.agent.community;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls in the name of this agent: logs in when there is no token yet, and once more when the
 * server does not know the token any longer. The token goes to the server's own origin and nowhere
 * else. Safe to share between threads.
 */
final class MemberCalls {
  private final CentralServer server;
  private final Watcher watcher;
  private final Supplier<List<String>> scenarios;
  private final WebCalls web;
  private final ServerUrl url;

  /** Guarded by this. */
  private @Nullable Token token;

  MemberCalls(
      CentralServer server, Watcher watcher, Supplier<List<String>> scenarios, WebCalls web) {
    this.server = server;
    this.watcher = watcher;
    this.scenarios = scenarios;
    this.web = web;
    this.url = server.url();
  }

  ServerUrl url() {
    return url;
  }

  /** For what is open to everybody. */
  WebCalls web() {
    return web;
  }

  /** What an absolute path or a full URL in the server's answers stands for. */
  URI resolve(String given) throws CallFailed {
    try {
      return url.base().resolve(given);
    } catch (IllegalArgumentException e) {
      throw new CallFailed(url + " names an address that is none");
    }
  }

  Reply send(HttpRequest.Builder request, int most, Duration deadline) throws CallFailed {
    if (!isOwn(request.copy().build().uri())) {
      return web.send(request, most, deadline);
    }
    Token first = token();
    Reply reply = web.send(request.copy().header("Authorization", bearer(first)), most, deadline);
    if (reply.status() != 401) {
      return reply;
    }
    forget(first);
    return web.send(request.copy().header("Authorization", bearer(token())), most, deadline);
  }

  /** Whether an address is on the server that the agent is enrolled at. */
  boolean isOwn(URI to) {
    URI own = url.base();
    return own.getScheme().equalsIgnoreCase(to.getScheme())
        && own.getHost().equalsIgnoreCase(to.getHost())
        && port(to) == port(own);
  }

  private static int port(URI of) {
    int usual = "https".equalsIgnoreCase(of.getScheme()) ? 443 : 80;
    return of.getPort() == -1 ? usual : of.getPort();
  }

  private static String bearer(Token token) {
    return "Bearer " + token.text();
  }

  private synchronized Token token() throws CallFailed {
    Token known = token;
    if (known == null) {
      try {
        known = server.login(watcher, scenarios.get());
      } catch (EnrolmentFailure.ServerRefused refused) {
        throw new CallFailed(Words.of(refused), refused.status(), Optional.empty());
      } catch (EnrolmentFailure failure) {
        throw new CallFailed(Words.of(failure));
      }
      token = known;
    }
    return known;
  }

  private synchronized void forget(Token refused) {
    if (refused.equals(token)) {
      token = null;
    }
  }
}
