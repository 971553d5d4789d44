package org.tocsin.agent.community;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole answer, its body unpacked. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(URI from, int status, byte[] body, HttpHeaders headers) {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final Pattern TAG = Pattern.compile("(W/)?\"[!#-~]{0,200}\"");

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The entity tag, if it can safely be sent back. */
  Optional<String> tag() {
    return headers.firstValue("ETag").filter(tag -> TAG.matcher(tag).matches());
  }

  /** Only the form in seconds is understood; a date would depend on two clocks. */
  Optional<Duration> retryAfter() {
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  /** This answer as a failure. */
  CallFailed failure() {
    return new CallFailed(from + " answered HTTP " + status, status, retryAfter());
  }
}
