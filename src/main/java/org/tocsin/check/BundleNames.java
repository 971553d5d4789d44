package org.tocsin.check;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that a bundle may have, by their names below {@code /blocklist/}. No other name is read
 * or written, so none leads out of a folder.
 */
final class BundleNames {

  static final String HEAD = "head.json";
  static final String KEYS = "keys.json";
  static final String CHECKPOINT = "log/checkpoint";

  /** In the order in which a reader may find them: what names others comes after those. */
  static final Comparator<String> ORDER =
      Comparator.comparingInt(BundleNames::rank).thenComparing(Comparator.naturalOrder());

  private static final String SERVED_UNDER = "/blocklist/";
  private static final String PARTIAL = ".p/";
  private static final long LONGEST_TEXT = 64 << 20;
  private static final long LONGEST_OTHER = 1 << 20;

  private static final Pattern TEXT = Pattern.compile("(set|delta)/[0-9a-f]{64}\\.txt");
  private static final Pattern TILE =
      Pattern.compile("log/tile/([0-9]|entries)/(x[0-9]{3}/){0,4}[0-9]{3}(\\.p/[1-9][0-9]{0,2})?");

  private BundleNames() {}

  /** Returns the name of the file behind what a head calls it, if a bundle may have it. */
  static Optional<String> of(String url) {
    return url.startsWith(SERVED_UNDER)
        ? Optional.of(url.substring(SERVED_UNDER.length())).filter(BundleNames::isKnown)
        : Optional.empty();
  }

  static String url(String name) {
    return SERVED_UNDER + name;
  }

  static boolean isKnown(String name) {
    return name.equals(HEAD)
        || name.equals(KEYS)
        || name.equals(CHECKPOINT)
        || TEXT.matcher(name).matches()
        || isTile(name);
  }

  static boolean isTile(String name) {
    return TILE.matcher(name).matches();
  }

  static boolean isEntries(String name) {
    return name.startsWith("log/tile/entries/");
  }

  /** Returns how long a file may be. */
  static long most(String name) {
    return TEXT.matcher(name).matches() ? LONGEST_TEXT : LONGEST_OTHER;
  }

  /** Returns how many hashes or entries a file of the log has by its name. */
  static int width(String name) {
    int partial = name.indexOf(PARTIAL);
    return partial < 0 ? Tiles.WIDTH : Integer.parseInt(name.substring(partial + PARTIAL.length()));
  }

  /** Returns the name of the tile that would stand in for one that is not full. */
  static Optional<String> full(String name) {
    int partial = name.indexOf(PARTIAL);
    return partial < 0 ? Optional.empty() : Optional.of(name.substring(0, partial));
  }

  private static int rank(String name) {
    return switch (name) {
      case HEAD -> 4;
      case KEYS -> 3;
      case CHECKPOINT -> 2;
      default -> isTile(name) ? 1 : 0;
    };
  }
}
