package org.tocsin.consumer;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.address.Address;

/**
 * Which part of the list a consumer gets, for devices that cannot hold or use all of it.
 *
 * @param families addresses of which kind
 * @param aggregated whether neighbouring addresses are put together into ranges
 * @param scenarios globs, one of which a listing's scenario has to match; none lets all through
 * @param maxEntries how many entries at most, empty for any number
 * @param minimumScore what a listing's score has to reach, in millionths, empty for any score
 */
public record Cut(
    Families families,
    boolean aggregated,
    List<String> scenarios,
    OptionalInt maxEntries,
    OptionalLong minimumScore) {

  /** All of it. */
  public static final Cut ALL =
      new Cut(Families.BOTH, false, List.of(), OptionalInt.empty(), OptionalLong.empty());

  /** Kinds of addresses. */
  public enum Families {
    /** IPv4 and IPv6. */
    BOTH,
    /** IPv4 alone. */
    V4,
    /** IPv6 alone. */
    V6;

    /** Returns the name as it is written everywhere. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what {@link #text()} was made of. */
    public static Families of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Returns whether a listing is let through, whatever its score and however many others are. In a
   * glob only a star stands for others.
   */
  public boolean lets(Address address, String scenario) {
    return isOf(address.family()) && isFor(scenario);
  }

  /**
   * Returns what is left of a list, in its order: one family, some scenarios, what reaches a score,
   * and of what is left then those with the highest scores, of equal ones the most recently listed.
   */
  public <T> List<T> of(
      List<T> list,
      Function<T, Address> address,
      Function<T, String> scenario,
      Function<T, Instant> since,
      ToLongFunction<T> score) {
    if (equals(ALL)) {
      return list;
    }
    Map<String, Boolean> wanted = new HashMap<>();
    List<T> let =
        list.stream()
            .filter(one -> isOf(address.apply(one).family()))
            .filter(one -> score.applyAsLong(one) >= minimumScore.orElse(Long.MIN_VALUE))
            .filter(one -> wanted.computeIfAbsent(scenario.apply(one), this::isFor))
            .toList();
    if (maxEntries.isEmpty() || let.size() <= maxEntries.getAsInt()) {
      return let;
    }
    Comparator<T> bestFirst =
        Comparator.comparingLong(score).thenComparing(since).reversed().thenComparing(address);
    Set<T> best =
        let.stream().sorted(bestFirst).limit(maxEntries.getAsInt()).collect(Collectors.toSet());
    return let.stream().filter(best::contains).toList();
  }

  /** Returns the same without what compares listings with each other or with a score. */
  public Cut withoutLimits() {
    return new Cut(families, aggregated, scenarios, OptionalInt.empty(), OptionalLong.empty());
  }

  private boolean isOf(Address.Family family) {
    return switch (families) {
      case BOTH -> true;
      case V4 -> family == Address.Family.IPV4;
      case V6 -> family == Address.Family.IPV6;
    };
  }

  private boolean isFor(String scenario) {
    return scenarios.isEmpty()
        || scenarios.stream().anyMatch(glob -> pattern(glob).matcher(scenario).matches());
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /** Copies the scenarios. */
  public Cut {
    scenarios = List.copyOf(scenarios);
  }
}
