package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an address stood after it was last judged, and what of its past still counts.
 *
 * @param listed the tier it is listed in
 * @param globalSince since when the floors of the global tier hold
 * @param scopedSince since when the floors of the scoped tier hold
 * @param heldSince since when it waits for a person
 * @param past what of its past still counts
 */
public record Standing(
    Optional<Tier> listed,
    Optional<Instant> globalSince,
    Optional<Instant> scopedSince,
    Optional<Instant> heldSince,
    Past past) {

  /** An address of which nothing is remembered. */
  public static final Standing UNKNOWN =
      new Standing(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Past.NONE);

  /** The kinds of listing. */
  public enum Tier {
    /** For everybody. */
    GLOBAL,
    /** For those who see what its witnesses see. */
    SCOPED
  }

  /** What a person decided about a held address. */
  public enum Outcome {
    /** List it. */
    PUBLISH,
    /** Do not list it; nobody decided in time. */
    DROP
  }

  /**
   * What a person, or the lack of one, decided.
   *
   * @param outcome what
   * @param at when
   */
  public record Decision(Outcome outcome, Instant at) {}

  /**
   * What of an address' past still counts.
   *
   * @param knownSince since when somebody could read that it is listed, gaps of a few days included
   * @param globalKnownSince since when everybody could
   * @param told who it was delivered to in that time
   * @param leftAt when its last listing ended
   * @param leftGlobalAt when its last listing for everybody ended by itself
   * @param delistedAt when somebody who controls it had it taken off
   * @param decision what was decided about it
   */
  public record Past(
      Optional<Instant> knownSince,
      Optional<Instant> globalKnownSince,
      Set<Long> told,
      Optional<Instant> leftAt,
      Optional<Instant> leftGlobalAt,
      Optional<Instant> delistedAt,
      Optional<Decision> decision) {

    /** Nothing. */
    public static final Past NONE =
        new Past(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Copies the set. */
    public Past {
      told = Set.copyOf(told);
    }
  }

  /** How long an address counts as known after its listing ended. */
  public static final Duration KNOWN_FOR = Duration.ofDays(7);

  /**
   * A listing that follows the last one within this time continues it, as far as being known goes.
   */
  private static final Duration CONTINUES_WITHIN = Duration.ofDays(10);

  /** How long it is remembered that an address was listed. */
  static final Duration REMEMBERED_FOR = Duration.ofDays(14);

  /** How long a decision of a person holds, and how long delisting makes floors higher. */
  public static final Duration DECIDED_FOR = Duration.ofDays(7);

  /** How long an address that nobody decided about is left alone. */
  public static final Duration QUIET_FOR = Duration.ofHours(24);

  boolean is(Tier tier) {
    return listed.isPresent() && listed.get() == tier;
  }

  /**
   * Returns whether an organisation could not have read of the address when it reported it.
   *
   * @param organisation the reporter
   * @param reportedAt when it did
   */
  boolean fresh(long organisation, Instant reportedAt) {
    boolean forgotten =
        listed.isEmpty()
            && past.leftAt().map(left -> reportedAt.isAfter(left.plus(KNOWN_FOR))).orElse(true);
    boolean beforeGlobal = past.globalKnownSince().map(reportedAt::isBefore).orElse(true);
    boolean beforeTold =
        !past.told().contains(organisation)
            || past.knownSince().map(reportedAt::isBefore).orElse(true);
    return forgotten || (beforeGlobal && beforeTold);
  }

  /** Returns this standing with the decision of a person. */
  public Standing decided(Outcome outcome, Instant at) {
    return with(
        new Past(
            past.knownSince,
            past.globalKnownSince,
            past.told,
            past.leftAt,
            past.leftGlobalAt,
            past.delistedAt,
            Optional.of(new Decision(outcome, at))));
  }

  /** Returns this standing after everything that was seen until now was found to be void. */
  public Standing pardoned() {
    return with(
        new Past(
            past.knownSince,
            past.globalKnownSince,
            past.told,
            past.leftAt,
            Optional.empty(),
            past.delistedAt,
            Optional.empty()));
  }

  /** Returns this standing after somebody who controls the address had it taken off. */
  public Standing delisted(Instant at) {
    Past pardoned = pardoned().past;
    return with(
        new Past(
            pardoned.knownSince,
            pardoned.globalKnownSince,
            pardoned.told,
            pardoned.leftAt,
            Optional.empty(),
            Optional.of(at),
            Optional.empty()));
  }

  private Standing with(Past changed) {
    return new Standing(listed, globalSince, scopedSince, heldSince, changed);
  }

  /** Returns the next past: that of this standing, and that it is now listed thus. */
  Past nextPast(Optional<Tier> next, Set<Long> recipients, boolean forgiven, Instant now) {
    Past old = remembered(now);
    boolean left = listed.isPresent() && next.isEmpty();
    // What was taken off by somebody did not leave by itself, so it does not come back as easily.
    boolean leftGlobal =
        is(Tier.GLOBAL) && next.filter(Tier.GLOBAL::equals).isEmpty() && old.delistedAt.isEmpty();
    Set<Long> told = old.told;
    if (!told.containsAll(recipients)) {
      told = new TreeSet<>(told);
      told.addAll(recipients);
    }
    return new Past(
        next.isPresent() ? old.knownSince.or(() -> Optional.of(now)) : old.knownSince,
        next.filter(Tier.GLOBAL::equals).isPresent()
            ? old.globalKnownSince.or(() -> Optional.of(now))
            : old.globalKnownSince,
        told,
        left ? Optional.of(now) : old.leftAt,
        forgiven ? Optional.empty() : leftGlobal ? Optional.of(now) : old.leftGlobalAt,
        old.delistedAt,
        old.decision);
  }

  private Past remembered(Instant now) {
    boolean known =
        listed.isPresent()
            || past.leftAt.filter(left -> now.isBefore(continuedUntil(left))).isPresent();
    return new Past(
        known ? past.knownSince : Optional.empty(),
        known ? past.globalKnownSince : Optional.empty(),
        known ? past.told : Set.of(),
        past.leftAt.filter(left -> now.isBefore(left.plus(REMEMBERED_FOR))),
        past.leftGlobalAt.filter(left -> now.isBefore(left.plus(REMEMBERED_FOR))),
        past.delistedAt.filter(at -> now.isBefore(at.plus(DECIDED_FOR))),
        past.decision.filter(decision -> now.isBefore(until(decision))));
  }

  /** Returns until when a new listing continues the one that ended. */
  static Instant continuedUntil(Instant left) {
    return left.plus(CONTINUES_WITHIN);
  }

  /** Returns until when a decision holds. */
  static Instant until(Decision decision) {
    return decision.at().plus(decision.outcome() == Outcome.PUBLISH ? DECIDED_FOR : QUIET_FOR);
  }
}
