package org.tocsin.curation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** The score once more, from its definition, in decimals and without any of the judge's parts. */
record NaiveTally(BigDecimal score, BigDecimal strong, BigDecimal anchors, int organisations) {

  private static final MathContext PRECISE = new MathContext(60);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal STEP = step();
  private static final List<BigDecimal> LEFT =
      LongStream.rangeClosed(0, 288).mapToObj(NaiveTally::left).toList();
  private static final Map<String, String> WEIGHT =
      Map.of(
          Cases.ATTACK, "1",
          Cases.LIKELY, "0.8",
          Cases.SUSPICIOUS, "0.4",
          Cases.FORGEABLE_ATTACK, "0.4",
          Cases.FORGEABLE_SCAN, "0.4");
  private static final Map<String, String> STRENGTH =
      Map.of(Cases.ATTACK, "1", Cases.LIKELY, "1", Cases.SUSPICIOUS, "0.25");

  /** Returns the 72nd root of a half, a root of x^72 - 1/2, found by Newton's steps. */
  private static BigDecimal step() {
    BigDecimal root = BigDecimal.valueOf(Math.pow(0.5, 1 / 72.0));
    for (int i = 0; i < 6; i++) {
      BigDecimal slope = root.pow(71, PRECISE).multiply(BigDecimal.valueOf(72));
      root = root.subtract(root.pow(72, PRECISE).subtract(HALF).divide(slope, PRECISE), PRECISE);
    }
    return root;
  }

  /** Returns how much is left after some steps of ten minutes, 72 of which halve. */
  static BigDecimal left(long steps) {
    return STEP.pow((int) steps, PRECISE).setScale(6, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal decay(Duration age) {
    if (age.compareTo(Duration.ofHours(24)) <= 0) {
      return BigDecimal.ONE;
    }
    return age.compareTo(Duration.ofDays(3)) > 0
        ? BigDecimal.ZERO
        : LEFT.get((int) (age.minusHours(24).toMinutes() / 10));
  }

  static NaiveTally of(Evidence evidence, Instant at) {
    BigDecimal score = BigDecimal.ZERO;
    BigDecimal strong = BigDecimal.ZERO;
    BigDecimal anchors = BigDecimal.ZERO;
    int organisations = 0;
    for (Witness witness : evidence.witnesses()) {
      boolean honeypot = witness.standing() == Witness.Standing.HONEYPOT;
      BigDecimal best = BigDecimal.ZERO;
      BigDecimal strongest = BigDecimal.ZERO;
      boolean anchor = false;
      for (Sighting sighting : witness.sightings()) {
        boolean clear = sighting.scenario().matches("t/(attack|likely)");
        BigDecimal weight =
            new BigDecimal(honeypot && clear ? "1" : WEIGHT.getOrDefault(sighting.scenario(), "0"));
        BigDecimal vote =
            weight
                .multiply(decay(Duration.between(sighting.lastAt(), at)))
                .setScale(6, RoundingMode.DOWN);
        if (vote.signum() > 0) {
          best = best.max(vote);
          strongest =
              strongest.max(new BigDecimal(STRENGTH.getOrDefault(sighting.scenario(), "0")));
          anchor |= clear;
        }
      }
      if (witness.standing() != Witness.Standing.ORDINARY && best.signum() > 0) {
        organisations++;
        score = score.add(best);
        strong = strong.add(strongest);
        anchors = anchors.add(!anchor ? BigDecimal.ZERO : honeypot ? BigDecimal.ONE : HALF);
      }
    }
    return new NaiveTally(score, strong, anchors, organisations);
  }

  boolean meetsTheShippedFloors() {
    return anchors.compareTo(BigDecimal.ONE) >= 0
        && score.compareTo(new BigDecimal("1.5")) >= 0
        && organisations >= 2
        && strong.compareTo(BigDecimal.valueOf(2)) >= 0;
  }
}
