package org.tocsin.consumer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds the key in what a request says of itself, wherever its client is able to put it. */
final class ConsumerKey {

  /** Longer than any key we ever made. */
  static final int LONGEST = 200;

  private static final char ASCII_END = 128;
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
        .filter(ConsumerKey::isKey);
  }

  /** Without a pattern, which would cost more than the rest of the admission together. */
  private static boolean isKey(String key) {
    for (int i = 0; i < key.length(); i++) {
      char sign = key.charAt(i);
      if (sign >= ASCII_END || !Character.isLetterOrDigit(sign)) {
        return false;
      }
    }
    return !key.isEmpty() && key.length() <= LONGEST;
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
