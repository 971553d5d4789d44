package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an organisation's own record says about it. Changes once a night and when it is
 * contradicted.
 *
 * @param organisation its number
 * @param confirmations early confirmations, fading, in millionths
 * @param contradictions what contradictions cost, fading, in millionths
 * @param activeDays on how many days it reported something
 * @param averageVolume distinct addresses a day, lately, in millionths
 * @param firstReportAt when its first signal arrived
 */
public record Reputation(
    long organisation,
    long confirmations,
    long contradictions,
    int activeDays,
    long averageVolume,
    Optional<Instant> firstReportAt) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Returns the record of an organisation that did nothing yet. */
  public static Reputation none(long organisation) {
    return new Reputation(organisation, 0, 0, 0, 0, Optional.empty());
  }

  /** Returns how far it is trusted by this record: reliable, for long enough, and confirmed. */
  public long trust(Policy.Trust policy) {
    long reliable =
        (confirmations + Micro.ONE)
            * Micro.ONE
            / (confirmations + 4 * contradictions + 2 * Micro.ONE);
    long time = Math.min(Micro.ONE, activeDays * Micro.ONE / policy.days());
    double halves = (double) confirmations / Micro.ONE / policy.confirmations();
    long confirmed = (long) StrictMath.rint(Micro.ONE * (1 - StrictMath.exp(-halves)));
    return Micro.times(Micro.times(reliable, time), confirmed);
  }

  /**
   * Returns the record after one more night.
   *
   * @param addresses how many distinct addresses it reported on the day that ended
   * @param credits how many of its reports were confirmed on that day
   * @param window over how long the average volume is taken
   */
  public Reputation afterDay(long addresses, int credits, Policy.Trust policy, Duration window) {
    long days = Math.max(1, window.toDays());
    return new Reputation(
        organisation,
        fade(confirmations, policy.confirmationHalfLife()) + credits * Micro.ONE,
        fade(contradictions, policy.contradictionHalfLife()),
        activeDays + (addresses > 0 ? 1 : 0),
        averageVolume + (addresses * Micro.ONE - averageVolume) * 2 / (days + 1),
        firstReportAt);
  }

  /** Returns the average volume as it was before the last day was added to it. */
  long averageVolumeWithout(long addresses, Duration window) {
    long days = Math.max(1, window.toDays());
    return days == 1
        ? averageVolume
        : (averageVolume * (days + 1) - 2 * addresses * Micro.ONE) / (days - 1);
  }

  private static long fade(long value, Duration halfLife) {
    double left = StrictMath.pow(2, -(double) DAY.toMillis() / halfLife.toMillis());
    return Micro.times(value, (long) StrictMath.rint(Micro.ONE * left));
  }

  /** Returns the record after it was contradicted. */
  public Reputation contradicted(int cost) {
    return new Reputation(
        organisation,
        confirmations,
        contradictions + cost * Micro.ONE,
        activeDays,
        averageVolume,
        firstReportAt);
  }

  /** Returns the record with the instant of the first report, unless it is there already. */
  public Reputation firstReported(Instant at) {
    return firstReportAt.isPresent()
        ? this
        : new Reputation(
            organisation,
            confirmations,
            contradictions,
            activeDays,
            averageVolume,
            Optional.of(at));
  }
}
