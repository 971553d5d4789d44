package org.tocsin.blocklist;

import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** What a client says it has already. */
final class Conditions {

  private Conditions() {}

  /**
   * Returns whether the client has these bytes.
   *
   * @param etag their strong entity tag
   * @param writtenAt when they were made, if that is known
   * @param now a client's date after this is not believed
   */
  static boolean hasIt(
      HttpServerRequest request, String etag, Optional<Instant> writtenAt, Instant now) {
    Optional<String> tags = Optional.ofNullable(request.getHeader("If-None-Match"));
    if (tags.isPresent()) {
      return Stream.of(tags.get().split(",", -1))
          .map(String::strip)
          .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
          .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }
    return Optional.ofNullable(request.getHeader("If-Modified-Since"))
        .flatMap(Conditions::instant)
        .filter(since -> !since.isAfter(now))
        .flatMap(
            since -> writtenAt.filter(at -> !at.truncatedTo(ChronoUnit.SECONDS).isAfter(since)))
        .isPresent();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
