package org.tocsin.blocklist;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tocsin.release.Packing;

/** Which packing a client takes. */
final class AcceptEncoding {

  private static final Pattern REFUSED = Pattern.compile("q\\s*=\\s*0(\\.0*)?");

  private AcceptEncoding() {}

  /** Returns the best packing that a request names and does not refuse. */
  static Optional<Packing> of(HttpServerRequest request) {
    String accepted = Optional.ofNullable(request.getHeader("Accept-Encoding")).orElse("");
    return Stream.of(Packing.values()).filter(packing -> names(accepted, packing)).findFirst();
  }

  private static boolean names(String accepted, Packing packing) {
    return Stream.of(accepted.split(",", -1))
        .map(String::strip)
        .map(one -> one.split(";", 2))
        .anyMatch(
            parts ->
                parts[0].strip().equalsIgnoreCase(packing.encoding())
                    && (parts.length == 1 || !REFUSED.matcher(parts[1].strip()).matches()));
  }
}
