package org.tocsin.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * A URL that messages are sent to. That it was accepted says nothing about where its name leads;
 * that is looked at whenever something is sent.
 *
 * @param uri the URL
 */
public record WebTarget(URI uri) {

  private static final int LONGEST = 500;
  private static final String PLAIN = "http";
  private static final String SECURE = "https";
  private static final int PLAIN_PORT = 80;
  private static final int SECURE_PORT = 443;
  private static final int LAST_PORT = 65_535;

  /** Why a text is no target, or the target. */
  public sealed interface Reading {
    /** The text is this target. */
    record Accepted(WebTarget target) implements Reading {}

    /** The text is no target; {@code problem} says what is wrong with it. */
    record Refused(String problem) implements Reading {}
  }

  /**
   * Reads a URL.
   *
   * @param allowInternal whether it may be sent to without encryption, and to any address
   */
  public static Reading read(String text, boolean allowInternal) {
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      return new Reading.Refused("not a URL");
    }
    return problem(uri, text.length(), allowInternal)
        .<Reading>map(Reading.Refused::new)
        .orElseGet(() -> new Reading.Accepted(new WebTarget(uri)));
  }

  private static Optional<String> problem(URI uri, int length, boolean allowInternal) {
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!scheme.equals(SECURE) && !(scheme.equals(PLAIN) && allowInternal)) {
      return Optional.of("must begin with https://");
    }
    if (uri.getHost() == null) {
      return Optional.of("has no host");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not hold a name or password");
    }
    if (uri.getRawFragment() != null) {
      return Optional.of("must not have a part behind #");
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      return Optional.of("has no such port");
    }
    if (length > LONGEST || !uri.toString().equals(uri.toASCIIString())) {
      return Optional.of("must have at most " + LONGEST + " characters, all of them ASCII");
    }
    boolean internal =
        Address.parse(bare(uri.getHost())).filter(address -> !address.isPublic()).isPresent();
    return internal && !allowInternal
        ? Optional.of("its address is not a public one")
        : Optional.empty();
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  boolean secure() {
    return SECURE.equalsIgnoreCase(uri.getScheme());
  }

  String host() {
    return bare(uri.getHost());
  }

  int port() {
    return uri.getPort() >= 0 ? uri.getPort() : secure() ? SECURE_PORT : PLAIN_PORT;
  }

  String pathAndQuery() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  String text() {
    return uri.toString();
  }

  String shown() {
    return uri.getScheme() + "://" + uri.getRawAuthority() + "/…";
  }
}
