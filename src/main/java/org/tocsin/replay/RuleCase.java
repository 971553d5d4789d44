package org.tocsin.replay;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Rules;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;

/**
 * What some organisations send in some hours, and what the rules must make of it.
 *
 * @param name the name of its folder
 * @param rules the rules under test, with what the case changes of them
 * @param organisations who takes part, by number
 * @param signals what they send, in the order of its arrival
 * @param expectations what must hold at an instant
 * @param nevers what must hold at no instant
 */
record RuleCase(
    String name,
    Rules rules,
    Map<Long, Organisation> organisations,
    List<Signal> signals,
    List<Expectation> expectations,
    List<Never> nevers) {

  /** Copies the collections. */
  RuleCase {
    organisations = Map.copyOf(organisations);
    signals = List.copyOf(signals);
    expectations = List.copyOf(expectations);
    nevers = List.copyOf(nevers);
  }

  /**
   * An organisation at the start of the case.
   *
   * @param id its number
   * @param standing what the operator knows of it
   * @param trust what it is trusted at the start, in millionths; if nothing is said, not at all
   * @param age how long before the start it enrolled and cast its first vote
   */
  record Organisation(long id, Witness.Standing standing, Optional<Long> trust, Duration age) {}

  /**
   * A signal as the server receives it.
   *
   * @param offset when it arrives, from the start of the case
   * @param organisation whose agent sent it
   * @param network from where
   * @param agent which one
   * @param address whom it is about
   * @param scenario what was seen
   * @param age how long ago it happened, as the agent says
   */
  record Signal(
      Duration offset,
      long organisation,
      Network network,
      String agent,
      Address address,
      String scenario,
      Duration age) {}

  /** Where an address can be listed. */
  enum Tier {
    /** Nowhere. */
    NONE,
    /** For a neighbourhood. */
    SCOPED,
    /** For everybody. */
    GLOBAL
  }

  /** What the reasons of a verdict count. */
  enum Measure {
    /** Organisations that vote. */
    K,
    /** Networks they stand in. */
    ASNS,
    /** Summed anchor weight, in millionths. */
    ANCH,
    /** Summed strength, in millionths. */
    STRONG,
    /** Summed votes, in millionths. */
    SCORE;

    /** Returns whether it is a count, and not a sum of weights. */
    boolean isCount() {
      return this == K || this == ASNS;
    }
  }

  /** Returns a value as cases write it. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a time from the start of a case as cases write it. */
  static String time(Duration time) {
    if (time.toSecondsPart() != 0) {
      return time.toSeconds() + "s";
    }
    if (time.toMinutesPart() != 0) {
      return time.toMinutes() + "m";
    }
    return time.toHoursPart() == 0 && !time.isZero() ? time.toDays() + "d" : time.toHours() + "h";
  }

  /**
   * What must hold at an instant.
   *
   * @param address of which address
   * @param at when, from the start of the case
   * @param tier where it is listed
   * @param because why it is listed no further, if the case says so
   * @param reason what the reasons must count
   * @param without for each organisation without whose votes the tier is missed, why it then is;
   *     without the votes of any other one it must not be missed
   * @param line where it is written in the case's {@code expect.yaml}
   */
  record Expectation(
      Address address,
      Duration at,
      Tier tier,
      Optional<String> because,
      Map<Measure, Long> reason,
      Map<Long, String> without,
      int line) {

    /** Copies the collections. */
    Expectation {
      reason = Map.copyOf(reason);
      without = Map.copyOf(without);
    }
  }

  /**
   * What must hold at no instant.
   *
   * @param range of which addresses
   * @param tier where none of them may be listed
   * @param line where it is written in the case's {@code expect.yaml}
   */
  record Never(Prefix range, Tier tier, int line) {}
}
