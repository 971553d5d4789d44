package org.tocsin.agent.decision;

import java.util.Locale;
import java.util.Optional;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Address.Family;
import org.tocsin.agent.address.Prefix;

/**
 * Whom a decision is about.
 *
 * @param scope {@code Ip}, {@code Range}, {@code AS}, {@code Country} or a word of the rules' own
 * @param value the address or range in canonical text, or whatever else the scope speaks of
 */
public record Target(String scope, String value) {
  public static final String IP = "Ip";
  public static final String RANGE = "Range";
  public static final String AS = "AS";
  public static final String COUNTRY = "Country";

  /** Whoever decides over more than this has probably mistyped. */
  private static final int FEWEST_BITS_IPV4 = 8;

  private static final int FEWEST_BITS_IPV6 = 16;
  private static final int LONGEST = 255;

  /**
   * Reads a target; scopes of the field are known in any case of letters.
   *
   * @throws IllegalArgumentException if the value is nothing that the scope speaks of
   */
  public static Target of(String scope, String value) {
    String known =
        switch (scope.toLowerCase(Locale.ROOT)) {
          case "ip" -> IP;
          case "range" -> RANGE;
          case "as" -> AS;
          case "country" -> COUNTRY;
          default -> scope;
        };
    String text = value.strip();
    if (known.isBlank() || text.isEmpty() || text.length() > LONGEST || !isPlain(known + text)) {
      throw new IllegalArgumentException("a scope and a value of 1 to 255 plain characters");
    }
    return switch (known) {
      case IP -> new Target(IP, address(text).toString());
      case RANGE -> new Target(RANGE, range(text).toString());
      default -> new Target(known, text);
    };
  }

  /** The target that an address or a range is by itself. */
  public static Target of(String addressOrRange) {
    return of(addressOrRange.indexOf('/') < 0 ? IP : RANGE, addressOrRange);
  }

  static Target of(Prefix prefix) {
    boolean single = prefix.length() == prefix.network().family().bits();
    return single
        ? new Target(IP, prefix.network().toString())
        : new Target(RANGE, prefix.toString());
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static Address address(String text) {
    return Address.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
  }

  private static Prefix range(String text) {
    Prefix range =
        Prefix.parse(text)
            .orElseThrow(() -> new IllegalArgumentException("not a range of addresses: " + text));
    int fewest = range.network().family() == Family.IPV4 ? FEWEST_BITS_IPV4 : FEWEST_BITS_IPV6;
    if (range.length() < fewest) {
      throw new IllegalArgumentException("a range wider than /" + fewest + " is too wide: " + text);
    }
    return range;
  }

  /** The addresses it covers; nothing for a scope that is not about addresses. */
  public Optional<Prefix> covered() {
    return switch (scope) {
      case IP -> Address.parse(value).map(found -> Prefix.around(found, found.family().bits()));
      case RANGE -> Prefix.parse(value);
      default -> Optional.empty();
    };
  }
}
