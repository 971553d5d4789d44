package org.tocsin.privatelist;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A list without its entries.
 *
 * @param id its number
 * @param uid what engines know it by
 * @param organisation whose it is
 * @param terms what it was made with
 * @param entries how many entries are stored
 * @param createdAt when it was made
 * @param updatedAt when it, or an entry, was last changed by somebody
 * @param deletedAt when it was deleted, of which only allowlists tell
 * @param version changes whenever what is handed out may change
 */
public record PrivateList(
    long id,
    UUID uid,
    long organisation,
    Terms terms,
    long entries,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> deletedAt,
    Version version) {

  /** What a list does with its values. */
  public enum Kind {
    /** Engines act against them. */
    BLOCK,
    /** Engines never act against them. */
    ALLOW;

    /** Returns the name as it is written everywhere. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the values of a block list are. Engines tell bouncers, so they are not mixed. */
  public enum Scope {
    /** Addresses. */
    IP,
    /** Ranges. */
    RANGE;

    /** Returns the name as it is written everywhere. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what {@link #text()} was made of. */
    public static Scope of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What engines do with the values of a block list.
   *
   * @param remediation what they do, such as {@code ban}
   * @param scope what the values are
   * @param duration how long they do it after they fetched the list
   */
  public record Blocking(String remediation, Scope scope, Duration duration) {}

  /**
   * What a list is made with.
   *
   * @param name unique among the organisation's lists of its kind
   * @param description for people, may be empty
   * @param blocking there if and only if it is a block list
   */
  public record Terms(String name, String description, Optional<Blocking> blocking) {
    /** Returns which kind of list this makes. */
    public Kind kind() {
      return blocking.isPresent() ? Kind.BLOCK : Kind.ALLOW;
    }
  }

  /**
   * Counts changes.
   *
   * @param revision of its entries and itself
   * @param link of its link, which makes older links worthless
   */
  public record Version(long revision, long link) {}
}
