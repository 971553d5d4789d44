package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.curation.Cases.NOW;
import static org.tocsin.curation.Cases.judge;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** What holds for any evidence at all. */
final class JudgePropertiesTest {

  private static final int TRIES = 4_000;
  private static final Judge JUDGE = judge();

  /** Three days, to the end of the minute. */
  private static final Duration LONGEST_WITHOUT_TRUST = Duration.ofDays(3).plusMinutes(1);

  private static final List<Verdict.State> OFF =
      List.of(Verdict.State.NONE, Verdict.State.REJECTED);

  private static Verdict judged(RandomCase random, Evidence evidence) {
    return JUDGE.judge(evidence, random.before, random.soaks, NOW);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void nothingIsListedWithoutAnchorsWhateverACrowdReports(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    boolean anchored = NaiveTally.of(random.evidence, NOW).anchors().compareTo(BigDecimal.ONE) >= 0;
    Verdict.State state =
        JUDGE.judge(random.withACrowd(), new Standing.Unlisted(), random.soaks, NOW).state();

    Statistics.label("anchored").collect(anchored).coverage(JudgePropertiesTest::bothHappen);
    Statistics.label("listed")
        .collect(!OFF.contains(state))
        .coverage(JudgePropertiesTest::bothHappen);
    if (!anchored) {
      assertThat(state).isEqualTo(Verdict.State.NONE);
    }
  }

  private static void bothHappen(net.jqwik.api.statistics.StatisticsCoverage coverage) {
    coverage.check(true).percentage(share -> share > 5);
    coverage.check(false).percentage(share -> share > 5);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void oneOrganisationIsOneVoteHoweverItsSightingsAreTold(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);

    Verdict told = judged(random, random.toldOtherwise());
    Verdict plain = judged(random, random.evidence);

    assertThat(told.tally().votes()).hasSameSizeAs(plain.tally().votes());
    assertThat(told)
        .usingRecursiveComparison()
        .ignoringFields("tally.votes")
        .as("only the first time of a vote may differ")
        .isEqualTo(plain);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void aCrowdChangesNothingOfAVerdict(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);

    assertThat(judged(random, random.withACrowd())).isEqualTo(judged(random, random.evidence));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void anExemptionOnlyEverTakesOff(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Judge covering = judge(Cases.exempt("45.84.0.0/" + (16 + random.random.nextInt(8))));
    Judge elsewhere = judge(Cases.exempt("45.85.0.0/16"));

    assertThat(covering.judge(random.evidence, random.before, random.soaks, NOW).state())
        .isEqualTo(Verdict.State.REJECTED);
    assertThat(elsewhere.judge(random.evidence, random.before, random.soaks, NOW))
        .isEqualTo(judged(random, random.evidence));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void aListingEndsAtTheSameMinuteWheneverItIsJudged(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Optional<Instant> end =
        JUDGE.judge(random.evidence, new Standing.Listed(), true, NOW).expiresAt();
    Statistics.label("listed").collect(end.isPresent()).coverage(JudgePropertiesTest::bothHappen);
    if (end.isPresent()) {
      assertThat(end.get()).isAfter(NOW).isBefore(lastTrusted(random).plus(LONGEST_WITHOUT_TRUST));
      Instant between = NOW.plus(random.upTo(Duration.between(NOW, end.get()).minusMillis(1)));
      Verdict again = JUDGE.judge(random.evidence, new Standing.Listed(), true, between);
      assertThat(again.expiresAt()).as("judged at %s", between).isEqualTo(end);
      Instant late = end.get().plus(random.upTo(Duration.ofHours(90)));
      assertThat(JUDGE.judge(random.evidence, new Standing.Listed(), true, late).state())
          .as("judged at %s", late)
          .isEqualTo(Verdict.State.NONE);
    }
  }

  private static Instant lastTrusted(RandomCase random) {
    return random.evidence.witnesses().stream()
        .filter(witness -> witness.standing() != Witness.Standing.ORDINARY)
        .flatMap(witness -> witness.sightings().stream())
        .map(Sighting::lastAt)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void votesOnlyEverFade(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Instant earlier = NOW.minusSeconds(3_600).plus(random.upTo(Duration.ofHours(80)));
    Instant later = earlier.plus(random.upTo(Duration.ofHours(40)));
    Tally before = JUDGE.judge(random.evidence, random.before, true, earlier).tally();
    Tally after = JUDGE.judge(random.evidence, random.before, true, later).tally();

    assertThat(after.score()).isLessThanOrEqualTo(before.score());
    assertThat(after.strong()).isLessThanOrEqualTo(before.strong());
    assertThat(after.anchors()).isLessThanOrEqualTo(before.anchors());
    assertThat(after.organisations()).isLessThanOrEqualTo(before.organisations());
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void sumsAndDecisionAreThoseOfANaiveImplementation(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Instant at = NOW.plus(random.upTo(Duration.ofHours(60)));
    NaiveTally naive = NaiveTally.of(random.evidence, at.truncatedTo(ChronoUnit.MINUTES));
    Verdict verdict = JUDGE.judge(random.evidence, new Standing.Unlisted(), false, at);

    assertThat(Micro.toDecimal(verdict.tally().score())).isEqualByComparingTo(naive.score());
    assertThat(Micro.toDecimal(verdict.tally().strong())).isEqualByComparingTo(naive.strong());
    assertThat(Micro.toDecimal(verdict.tally().anchors())).isEqualByComparingTo(naive.anchors());
    assertThat(verdict.tally().organisations()).isEqualTo(naive.organisations());
    assertThat(verdict.state() == Verdict.State.GLOBAL).isEqualTo(naive.meetsTheShippedFloors());
    Statistics.label("listed")
        .collect(naive.meetsTheShippedFloors())
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
  }
}
