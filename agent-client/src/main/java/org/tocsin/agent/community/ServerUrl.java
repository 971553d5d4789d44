package org.tocsin.agent.community;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a central server answers: an http or https address in one canonical spelling that always
 * ends in a slash, so that two spellings of the same server compare equal and engines, which demand
 * the slash, accept it.
 */
public record ServerUrl(URI base) {
  /** Accepts what a person types; the message of a refusal is meant for that person. */
  public static ServerUrl parse(String text) {
    String typed = text.strip();
    if (!typed.contains("://")) {
      throw new IllegalArgumentException(
          "'" + typed + "' has no scheme; write http:// or https:// before it");
    }
    try {
      return new ServerUrl(canonical(new URI(typed)));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + e.getReason(), e);
    }
  }

  /** The address of one of the server's resources, by its path below this URL. */
  URI resolve(String path) {
    return base.resolve(path);
  }

  /** The same server without any path: engines replace or append to the whole path of this one. */
  String withoutPath() {
    return base.resolve("/").toString();
  }

  @Override
  public String toString() {
    return base.toString();
  }

  private static URI canonical(URI typed) throws URISyntaxException {
    String scheme = typed.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme '" + scheme + "' is neither http nor https");
    }
    if (typed.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a URL with a user name or password is not accepted");
    }
    if (typed.getHost() == null) {
      throw new IllegalArgumentException("no valid host name in the URL");
    }
    if (typed.getRawQuery() != null || typed.getRawFragment() != null) {
      throw new IllegalArgumentException("a URL with '?' or '#' is not accepted");
    }
    if (typed.getPort() == 0 || typed.getPort() > 65_535) {
      throw new IllegalArgumentException("port " + typed.getPort() + " does not exist");
    }
    String path = typed.normalize().getRawPath();
    String port = isDefaultPort(scheme, typed.getPort()) ? "" : ":" + typed.getPort();
    String host = typed.getHost().toLowerCase(Locale.ROOT);
    return new URI(scheme + "://" + host + port + (path.endsWith("/") ? path : path + "/"));
  }

  private static boolean isDefaultPort(String scheme, int port) {
    return port == -1 || port == (scheme.equals("http") ? 80 : 443);
  }
}
