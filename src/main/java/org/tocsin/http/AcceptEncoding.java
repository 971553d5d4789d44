package org.tocsin.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which packing a client takes: one that it names, and not with the weight 0, which refuses it. */
public final class AcceptEncoding {

  private static final Pattern REFUSED =
      Pattern.compile("q\\s*=\\s*0(\\.0*)?", Pattern.CASE_INSENSITIVE);

  private AcceptEncoding() {}

  /** Returns whether whoever asks takes a coding such as {@code gzip}. */
  public static boolean takes(HttpServerRequest request, String coding) {
    return Optional.ofNullable(request.getHeader("Accept-Encoding"))
        .filter(accepted -> takes(accepted, coding))
        .isPresent();
  }

  static boolean takes(String accepted, String coding) {
    // What most say, without taking it apart.
    return accepted.equals(coding)
        || Stream.of(accepted.split(",", -1))
            .map(one -> one.split(";", 2))
            .anyMatch(
                parts ->
                    parts[0].strip().equalsIgnoreCase(coding)
                        && (parts.length == 1 || !REFUSED.matcher(parts[1].strip()).matches()));
  }
}
