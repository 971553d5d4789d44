package org.tocsin.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where this server is found. If nobody said so, it is where the one who asks has found it: that is
 * told to nobody else.
 */
public final class ServerAddress {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]");

  private final Optional<String> configured;

  /** Takes what was configured, if anything was. */
  public ServerAddress(Optional<String> configured) {
    this.configured = configured.map(ServerAddress::checked);
  }

  private static String checked(String text) {
    try {
      URI uri = new URI(text.strip());
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (plain && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri.toString().replaceFirst("/+$", "");
      }
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(problem(text), e);
    }
    throw new IllegalArgumentException(problem(text));
  }

  private static String problem(String text) {
    return "tocsin.public.url: '"
        + text
        + "' is not an address such as https://tocsin.example.org/, with nothing behind the path";
  }

  /** Returns what paths are put behind, without a slash at its end; empty if that is unknown. */
  public Optional<String> of(HttpServerRequest request) {
    if (configured.isPresent()) {
      return configured;
    }
    HostAndPort asked = request.authority();
    if (asked == null || !HOST.matcher(asked.host()).matches()) {
      return Optional.empty();
    }
    String port = asked.port() > 0 ? ":" + asked.port() : "";
    return Optional.of(request.scheme() + "://" + asked.host() + port);
  }
}
