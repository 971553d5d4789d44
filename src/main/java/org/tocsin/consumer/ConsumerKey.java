package org.tocsin.consumer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the key in what a request says of itself, wherever its client is able to put it. */
final class ConsumerKey {

  /** Longer than any key we ever made. */
  static final int LONGEST = 200;

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{1," + LONGEST + "}");
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private ConsumerKey() {}

  /**
   * Returns the key that a request presents. The first place that is present counts, in the order
   * of the parameters: if that holds no key, the others are not looked at.
   *
   * @param authorization the header {@code Authorization}: {@code Bearer}, or {@code Basic} with
   *     the key as the password of any user
   * @param query the query parameter {@code key}
   * @param apiKey the header {@code X-Api-Key}
   */
  static Optional<String> of(
      Optional<String> authorization, Optional<String> query, Optional<String> apiKey) {
    return authorization
        .map(ConsumerKey::credentials)
        .or(() -> query)
        .or(() -> apiKey)
        .map(String::strip)
        .filter(key -> KEY.matcher(key).matches());
  }

  private static String credentials(String header) {
    if (begins(header, BEARER)) {
      return header.substring(BEARER.length());
    }
    return begins(header, BASIC) ? password(header.substring(BASIC.length()).strip()) : "";
  }

  private static boolean begins(String header, String scheme) {
    return header.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static String password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? "" : pair.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
