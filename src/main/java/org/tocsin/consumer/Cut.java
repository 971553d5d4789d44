package org.tocsin.consumer;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Which part of the list a consumer gets, for devices that cannot hold or use all of it.
 *
 * @param families addresses of which kind
 * @param aggregated whether neighbouring addresses are put together into ranges
 * @param scenarios globs, one of which a listing's scenario has to match; none lets all through
 * @param maxEntries how many entries at most, empty for any number
 */
public record Cut(
    Families families, boolean aggregated, List<String> scenarios, OptionalInt maxEntries) {

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

  /** Copies the scenarios. */
  public Cut {
    scenarios = List.copyOf(scenarios);
  }
}
