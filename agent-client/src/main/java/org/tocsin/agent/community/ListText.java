package org.tocsin.agent.community;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Address.Family;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.AllowedRange;

/**
 * What the organisation's links lead to, a value a line. Nobody signed it, so a line that would
 * shut out, or let in, a large part of the internet is an error as much as one that is no address.
 * Lines are read one after the other; the whole is never text.
 */
final class ListText {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int WIDEST_IPV4 = 8;
  private static final int WIDEST_IPV6 = 16;
  private static final int MULTICAST_AND_ABOVE = 224;

  /** All of IPv6 that anybody on the internet has is in 2000::/3. */
  private static final int GLOBAL_BITS = 3;

  private static final long GLOBAL = 1;

  private ListText() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Allowed(
      @Nullable String value, @Nullable String description, @Nullable String expiration) {}

  private interface Line {
    void take(byte[] body, int from, int length) throws IOException;
  }

  /** A line that is no address or range is an error: what follows may be missing as well. */
  static AddressSet addresses(byte[] body, int most) throws IOException {
    Gathered values = new Gathered(most);
    lines(
        body,
        (all, from, length) ->
            values.add(blocked(new String(all, from, length, StandardCharsets.UTF_8))));
    return values.set();
  }

  /** Reads whom a list allows. */
  static List<AllowedRange> allowed(String list, byte[] body, int most) throws IOException {
    List<AllowedRange> ranges = new ArrayList<>();
    lines(
        body,
        (all, from, length) -> {
          if (ranges.size() == most) {
            throw new IOException("more than the " + most + " ranges that there is room for");
          }
          ranges.add(allowed(list, JSON.readValue(all, from, length, Allowed.class)));
        });
    return List.copyOf(ranges);
  }

  private static AllowedRange allowed(String list, @Nullable Allowed one) throws IOException {
    if (one == null || one.value() == null) {
      throw new IOException("a line names no value");
    }
    Prefix range = value(one.value());
    if (isTooWide(range) && isOnTheInternet(range)) {
      throw new IOException("'" + range + "' is too wide a range");
    }
    String reason = Words.cleaned(Optional.ofNullable(one.description()).orElse(""));
    return new AllowedRange(range, reason.isEmpty() ? list : reason, until(one.expiration()));
  }

  /** A value to act against. */
  static Prefix blocked(String text) throws IOException {
    Prefix range = value(text);
    if (isTooWide(range)) {
      throw new IOException("'" + range + "' is too wide a range");
    }
    return range;
  }

  private static boolean isTooWide(Prefix range) {
    return range.length() < (isIpv4(range) ? WIDEST_IPV4 : WIDEST_IPV6);
  }

  /** Not so the wide ranges for multicast or private use, which are often allowed as a whole. */
  private static boolean isOnTheInternet(Prefix range) {
    if (isIpv4(range)) {
      return range.network().low() >>> 24 < MULTICAST_AND_ABOVE;
    }
    long high = range.network().high();
    return range.length() < GLOBAL_BITS ? high >>> 62 == 0 : high >>> 61 == GLOBAL;
  }

  private static boolean isIpv4(Prefix range) {
    return range.network().family() == Family.IPV4;
  }

  private static Optional<Instant> until(@Nullable String expiration) throws IOException {
    if (expiration == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(expiration).toInstant());
    } catch (DateTimeException e) {
      throw new IOException("a line has an expiration that is no date", e);
    }
  }

  private static Prefix value(String text) throws IOException {
    return Prefix.parse(text)
        .or(() -> Address.parse(text).map(one -> Prefix.around(one, one.family().bits())))
        .orElseThrow(() -> new IOException("'" + Words.cleaned(text) + "' is no address"));
  }

  private static void lines(byte[] body, Line line) throws IOException {
    if (body.length > 0 && body[body.length - 1] != '\n') {
      throw new IOException("the last line has no end, so the answer may be cut off");
    }
    int from = 0;
    for (int at = 0; at < body.length; at++) {
      if (body[at] == '\n') {
        int length = (at > from && body[at - 1] == '\r' ? at - 1 : at) - from;
        if (length > LONGEST_LINE) {
          throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
        }
        line.take(body, from, length);
        from = at + 1;
      }
    }
  }
}
