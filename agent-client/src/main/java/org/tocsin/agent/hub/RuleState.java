package org.tocsin.agent.hub;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a rule stands.
 *
 * @param kind what it is
 * @param name what it is called
 * @param standing whether it is loaded
 * @param odd what is to be said of it besides
 * @param version the version that is installed, or that would be
 * @param description what it is for
 * @param path where it is, if it is installed
 */
public record RuleState(
    Kind kind,
    String name,
    Standing standing,
    Optional<Oddity> odd,
    String version,
    String description,
    Optional<Path> path) {

  /** Whether a rule is loaded. */
  public enum Standing {
    ENABLED,
    DISABLED,
    AVAILABLE
  }

  /** What may be odd about an installed rule. */
  public enum Oddity {
    /** Written by hand. */
    LOCAL,
    /** Installed, and changed by hand since. */
    TAINTED,
    /** There is a newer version. */
    UPDATE_AVAILABLE
  }

  /** Both in one text, as scripts know it. */
  public String status() {
    String plain = word(standing);
    return odd.map(oddity -> plain + "," + word(oddity)).orElse(plain);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
