package org.tocsin.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tocsin.address.Prefix;
import org.tocsin.publication.KeptVerdicts.Served;

/**
 * Reads the text of the search box: words with blanks between them, each at most once.
 *
 * <ul>
 *   <li>{@code 45.83.0.0/16} or {@code 45.83.1.1}: a range or an address
 *   <li>{@code asn:64500}: an autonomous system
 *   <li>{@code state:global}, or scoped, held, soaking, rejected
 *   <li>{@code scenario:crowdsecurity/ssh-bf}, or how it begins: {@code crowdsecurity/ssh-*}
 *   <li>{@code seen:>2026-11-01} last seen from then on, {@code seen:<2026-11-01T12:00:00Z} last
 *       seen before; {@code first:} likewise for when it was first seen. A day begins in UTC.
 * </ul>
 */
public final class QueryText {

  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final int LONGEST = 500;
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
  private static final String WORDS =
      "expected an address, a range, or one of asn:, state:, scenario:, first:, seen:";

  private final Set<String> given = new HashSet<>();
  private Optional<Prefix> range = Optional.empty();
  private Optional<Long> asn = Optional.empty();
  private Optional<Query.Scenario> scenario = Optional.empty();
  private Optional<Served> state = Optional.empty();
  private Query.Times first = Query.Times.ANY;
  private Query.Times last = Query.Times.ANY;

  private QueryText() {}

  /** Reads a text; one without words is no query. */
  public static QueryReading read(String text) {
    if (text.length() > LONGEST) {
      return new QueryReading.Refused(0, "", "the text is longer than " + LONGEST + " characters");
    }
    String[] words = BLANKS.split(text.strip(), -1);
    if (words[0].isEmpty()) {
      return new QueryReading.Refused(0, "", WORDS);
    }
    QueryText reading = new QueryText();
    for (int i = 0; i < words.length; i++) {
      Optional<String> problem = reading.take(words[i]);
      if (problem.isPresent()) {
        return new QueryReading.Refused(i + 1, words[i], problem.get());
      }
    }
    return new QueryReading.Understood(
        new Query(
            reading.range,
            reading.asn,
            reading.scenario,
            reading.state,
            reading.first,
            reading.last));
  }

  private Optional<String> take(String word) {
    if (word.startsWith("asn:")) {
      return once("asn:").or(() -> asn(word.substring(4)));
    }
    if (word.startsWith("state:")) {
      return once("state:").or(() -> state(word.substring(6)));
    }
    if (word.startsWith("scenario:")) {
      return once("scenario:").or(() -> scenario(word.substring(9)));
    }
    if (word.startsWith("seen:") || word.startsWith("first:")) {
      return time(word.substring(0, word.indexOf(':') + 1), word.substring(word.indexOf(':') + 1));
    }
    return range(word);
  }

  private Optional<String> once(String what) {
    return given.add(what)
        ? Optional.empty()
        : Optional.of("there is one " + what + " already; one answer has to fit all words");
  }

  private Optional<String> range(String word) {
    if (!word.matches("[0-9a-fA-F.:/]+")) {
      return Optional.of(WORDS);
    }
    Prefix.Reading reading = Prefix.read(word);
    if (reading instanceof Prefix.Reading.Refused refused) {
      return Optional.of(refused.problem());
    }
    range = Optional.of(((Prefix.Reading.Accepted) reading).prefix());
    return once("address or range");
  }

  private Optional<String> asn(String text) {
    if (text.matches("[1-9][0-9]{0,9}") && Long.parseLong(text) <= 0xffffffffL) {
      asn = Optional.of(Long.parseLong(text));
      return Optional.empty();
    }
    return Optional.of("expected the number of an autonomous system, such as asn:64500");
  }

  private Optional<String> state(String text) {
    state =
        Arrays.stream(Served.values())
            .filter(known -> known != Served.NONE && known.text().equals(text))
            .findFirst();
    return state.isPresent()
        ? Optional.empty()
        : Optional.of(
            "expected one of "
                + Arrays.stream(Served.values())
                    .filter(known -> known != Served.NONE)
                    .map(Served::text)
                    .collect(Collectors.joining(", ")));
  }

  private Optional<String> scenario(String text) {
    boolean begins = text.endsWith("*");
    String name = begins ? text.substring(0, text.length() - 1) : text;
    if (name.isEmpty() || name.indexOf('*') >= 0 || name.indexOf('\0') >= 0) {
      return Optional.of(
          "expected the name of a scenario, or how it begins and then *, such as"
              + " scenario:crowdsecurity/ssh-*");
    }
    scenario = Optional.of(new Query.Scenario(name, begins));
    return Optional.empty();
  }

  private Optional<String> time(String what, String text) {
    Optional<Instant> at = text.isEmpty() ? Optional.empty() : instant(text.substring(1));
    boolean from = text.startsWith(">");
    if (at.isEmpty() || (!from && !text.startsWith("<"))) {
      return Optional.of(
          "expected > or < and a day or an instant, such as "
              + what
              + ">2026-11-01 or "
              + what
              + "<2026-11-01T12:00:00Z");
    }
    Query.Times before = what.equals("seen:") ? last : first;
    Query.Times now = from ? new Query.Times(at, before.to()) : new Query.Times(before.from(), at);
    if (what.equals("seen:")) {
      last = now;
    } else {
      first = now;
    }
    if (now.from().isPresent()
        && now.to().isPresent()
        && !now.from().get().isBefore(now.to().get())) {
      return Optional.of(
          "no time is from " + now.from().get() + " on and before " + now.to().get());
    }
    return once(what + text.charAt(0));
  }

  private static Optional<Instant> instant(String text) {
    try {
      Instant at =
          text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      return Optional.of(at).filter(found -> found.isAfter(EARLIEST) && found.isBefore(LATEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
