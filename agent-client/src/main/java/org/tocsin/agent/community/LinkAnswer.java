package org.tocsin.agent.community;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.AllowedRange;

/** The organisation's own lists as they travel: links to them, and what the links lead to. */
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

  /** All links of an organisation. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Links(@Nullable List<Blocklist> blocklists, @Nullable List<Allowlist> allowlists) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Stream(@Nullable @JsonProperty("new") List<Group> added, @Nullable Links links) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Group(@Nullable List<One> decisions) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record One(@Nullable String value, @Nullable String duration) {}

  /**
   * What is listed for the organisation alone.
   *
   * @param addresses all of it
   * @param first how long until the first of it ends
   * @param last how long until the last of it ends
   */
  record Scoped(AddressSet addresses, Duration first, Duration last) {}

  /** An answer that says less than its type would is an error, and changes nothing. */
  static Scoped scoped(byte[] stream) throws IOException {
    Stream read = JSON.readValue(stream, Stream.class);
    if (read == null || read.added() == null) {
      throw new IOException("the stream says nothing new");
    }
    List<Prefix> values = new ArrayList<>();
    Duration first = LONGEST;
    Duration last = Duration.ZERO;
    for (Group group : read.added()) {
      for (One one : Optional.ofNullable(group.decisions()).orElse(List.of())) {
        values.add(value(String.valueOf(one.value())));
        Duration left = duration(one.duration());
        first = left.compareTo(first) < 0 ? left : first;
        last = left.compareTo(last) > 0 ? left : last;
      }
    }
    return new Scoped(AddressSet.of(values), first, last);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Allowed(
      @Nullable String value,
      @Nullable String description,
      @JsonProperty("expiration") @Nullable String expiration) {}

  static Links links(byte[] stream) throws IOException {
    Stream read = JSON.readValue(stream, Stream.class);
    if (read == null || read.links() == null) {
      throw new IOException("the stream names no links");
    }
    return read.links();
  }

  /** A line that is no address or range is an error: what follows may be missing as well. */
  static AddressSet addresses(byte[] body) throws IOException {
    List<Prefix> values = new ArrayList<>();
    for (String line : lines(body)) {
      values.add(value(line));
    }
    return AddressSet.of(values);
  }

  static List<AllowedRange> allowed(String list, byte[] body) throws IOException {
    List<AllowedRange> ranges = new ArrayList<>();
    for (String line : lines(body)) {
      Allowed one = JSON.readValue(line, Allowed.class);
      if (one == null || one.value() == null) {
        throw new IOException("a line names no value");
      }
      String reason = Words.cleaned(Optional.ofNullable(one.description()).orElse(""));
      ranges.add(
          new AllowedRange(
              value(one.value()), reason.isEmpty() ? list : reason, until(one.expiration())));
    }
    return List.copyOf(ranges);
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

  private static List<String> lines(byte[] body) throws IOException {
    if (body.length > 0 && body[body.length - 1] != '\n') {
      throw new IOException("the last line has no end, so the answer may be cut off");
    }
    return new String(body, StandardCharsets.UTF_8).lines().toList();
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
