package org.tocsin.page;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells who wants a page from who wants data, where both are at the same path. */
public final class Accepts {

  private static final Pattern BETWEEN = Pattern.compile(",");
  private static final Pattern PARTS = Pattern.compile(";");

  private Accepts() {}

  /** Returns whether a page is wanted rather than JSON, as browsers do. */
  public static boolean page(HttpServerRequest request) {
    String accept = String.join(",", request.headers().getAll("Accept"));
    double page = weight(accept, "text/html");
    return page > 0 && page >= weight(accept, "application/json");
  }

  /** Returns how much a type is wanted that is named, 0 if it is not. */
  private static double weight(String accept, String type) {
    double most = 0;
    for (String range : BETWEEN.split(accept, -1)) {
      String[] parts = PARTS.split(range, -1);
      if (parts[0].strip().toLowerCase(Locale.ROOT).equals(type)) {
        most = Math.max(most, quality(parts));
      }
    }
    return most;
  }

  private static double quality(String[] parts) {
    for (String part : parts) {
      String given = part.strip();
      if (given.startsWith("q=")) {
        try {
          return Double.parseDouble(given.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
