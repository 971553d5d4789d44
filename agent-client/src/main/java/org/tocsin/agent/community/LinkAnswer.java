package org.tocsin.agent.community;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.AddressSet;

/** The stream that tells of the organisation's own lists: links to them, and single addresses. */
final class LinkAnswer {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Pattern DURATION =
      Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,9})(?:\\.[0-9]+)?s)?");

  private LinkAnswer() {}

  /** A link to a list of addresses to act against. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Blocklist(
      @Nullable String name,
      @Nullable String url,
      @Nullable String remediation,
      @Nullable String duration) {}

  /** A link to a list of addresses to leave alone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Allowlist(@Nullable String name, @Nullable String url) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record One(@Nullable String value, @Nullable String duration) {}

  /** All links of an organisation. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Links(@Nullable List<Blocklist> blocklists, @Nullable List<Allowlist> allowlists) {}

  /**
   * What is listed for the organisation alone.
   *
   * @param addresses all of it
   * @param first how long until the first of it ends
   * @param last how long until the last of it ends
   */
  record Scoped(AddressSet addresses, Duration first, Duration last) {}

  /** How long until the first ends and until the last. */
  private record Ends(Duration first, Duration last) {
    Ends with(Duration left) {
      return new Ends(
          left.compareTo(first) < 0 ? left : first, left.compareTo(last) > 0 ? left : last);
    }
  }

  private interface Part<T> {
    T read(JsonParser json) throws IOException;
  }

  /** An answer that says less than its type would is an error, and changes nothing. */
  static Links links(byte[] stream) throws IOException {
    return part(stream, "links", JsonToken.START_OBJECT, json -> json.readValueAs(Links.class))
        .orElseThrow(() -> new IOException("the stream names no links"));
  }

  /**
   * Reads what is listed for the organisation alone.
   *
   * @param most how many addresses that may be
   */
  static Scoped scoped(byte[] stream, int most) throws IOException {
    return part(stream, "new", JsonToken.START_ARRAY, json -> scoped(json, most))
        .orElseThrow(() -> new IOException("the stream says nothing new"));
  }

  /** Reads token by token, so that no more of the stream is held than what is wanted. */
  private static <T> Optional<T> part(byte[] stream, String name, JsonToken start, Part<T> part)
      throws IOException {
    Optional<T> found = Optional.empty();
    try (JsonParser json = JSON.createParser(stream)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the stream is no object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        if (json.nextToken() == start && field.equals(name)) {
          found = Optional.of(part.read(json));
        } else {
          json.skipChildren();
        }
      }
    }
    return found;
  }

  private static Scoped scoped(JsonParser json, int most) throws IOException {
    Gathered values = new Gathered(most);
    Ends ends = new Ends(LONGEST, Duration.ZERO);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new IOException("the stream has a group that is none");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        if (json.nextToken() == JsonToken.START_ARRAY && field.equals("decisions")) {
          ends = decisions(json, values, ends);
        } else {
          json.skipChildren();
        }
      }
    }
    return new Scoped(values.set(), ends.first(), ends.last());
  }

  private static Ends decisions(JsonParser json, Gathered values, Ends before) throws IOException {
    Ends ends = before;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      One one = JSON.readValue(json, One.class);
      if (one == null) {
        throw new IOException("the stream has a decision that is none");
      }
      values.add(ListText.blocked(String.valueOf(one.value())));
      ends = ends.with(duration(one.duration()));
    }
    return ends;
  }

  /** How long the values of a list count from when it was fetched. */
  static Duration duration(@Nullable String text) throws IOException {
    Matcher parts = DURATION.matcher(text == null ? "" : text);
    if (!parts.matches() || parts.end() == 0) {
      throw new IOException("'" + Words.cleaned(String.valueOf(text)) + "' is no duration");
    }
    return Duration.ofHours(number(parts.group(1)))
        .plusMinutes(number(parts.group(2)))
        .plusSeconds(number(parts.group(3)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
