package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.curation.Cases.NOW;
import static org.tocsin.curation.KnownRules.NO_REVIEW;
import static org.tocsin.curation.KnownRules.POLICY;
import static org.tocsin.curation.KnownRules.REVIEW;
import static org.tocsin.curation.KnownRules.exempt;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** What holds for any evidence, any community and any past at all. */
final class JudgePropertiesTest {

  private static final int TRIES = 3_000;

  private static final Set<Verdict.State> LISTED =
      Set.of(Verdict.State.SCOPED, Verdict.State.GLOBAL);

  private static final Exemption SHARED = exempt("45.84.0.0/16", Exemption.Tier.SHARED);

  private static Verdict judged(RandomCase random, Evidence evidence, Exemption... exemptions) {
    return random
        .judge(POLICY, REVIEW, exemptions)
        .judge(evidence, random.before, random.soaks, NOW);
  }

  private static NaiveJudge naive(RandomCase random, boolean shared, Instant at) {
    return NaiveJudge.of(
        random.evidence, random.members, shared, at.truncatedTo(ChronoUnit.MINUTES));
  }

  private static boolean entered(RandomCase random, Verdict verdict, Verdict.State state) {
    Standing.Tier tier = Standing.Tier.valueOf(state.name());
    return verdict.state() == state && !random.before.is(tier);
  }

  private static void bothHappen(String label, boolean value) {
    Statistics.label(label)
        .collect(value)
        .coverage(
            (StatisticsCoverage coverage) -> {
              coverage.check(true).percentage(share -> share > 2);
              coverage.check(false).percentage(share -> share > 2);
            });
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void sumsFloorsAndTriggersAreThoseOfANaiveImplementation(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    boolean shared = random.random.nextBoolean();
    Instant at = NOW.plus(random.upTo(Duration.ofHours(40)));
    NaiveJudge naive = naive(random, shared, at);
    Judge judge = shared ? random.judge(POLICY, REVIEW, SHARED) : random.judge(POLICY, REVIEW);
    Verdict verdict = judge.judge(random.evidence, Standing.UNKNOWN, false, at);

    assertThat(Micro.toDecimal(verdict.tally().score())).isEqualByComparingTo(naive.score());
    assertThat(Micro.toDecimal(verdict.tally().strong())).isEqualByComparingTo(naive.strong());
    assertThat(Micro.toDecimal(verdict.tally().anchors())).isEqualByComparingTo(naive.anchors());
    assertThat(verdict.tally().organisations()).isEqualTo(naive.organisations());
    assertThat(verdict.tally().networks()).isEqualTo(naive.networks());
    int factor = shared ? 2 : 1;
    assertThat(Cases.unmet(verdict, Standing.Tier.GLOBAL).isEmpty())
        .isEqualTo(naive.meetsGlobal(factor));
    assertThat(Cases.unmet(verdict, Standing.Tier.SCOPED).isEmpty())
        .isEqualTo(naive.meetsScoped(factor));
    bothHappen("global", naive.meetsGlobal(factor));
    if (!shared) {
      assertThat(verdict.state()).isEqualTo(expected(naive));
      if (verdict.state() == Verdict.State.HELD) {
        assertThat(verdict.triggers().stream().map(Trigger::id).collect(Collectors.toSet()))
            .isEqualTo(naive.triggers());
      }
    }
  }

  private static Verdict.State expected(NaiveJudge naive) {
    // Right after they are met, floors always leave something to keep.
    if (!naive.meetsScoped(1)) {
      return Verdict.State.NONE;
    }
    if (!naive.triggers().isEmpty()) {
      return Verdict.State.HELD;
    }
    return naive.meetsGlobal(1) ? Verdict.State.GLOBAL : Verdict.State.SCOPED;
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p1NothingEntersTheGlobalTierWithoutAnchors(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    BigDecimal anchors = naive(random, false, NOW).anchors();
    for (ReviewPolicy review : List.of(REVIEW, NO_REVIEW)) {
      Verdict verdict =
          random.judge(POLICY, review).judge(random.withACrowd(), random.before, random.soaks, NOW);

      bothHappen("entered", entered(random, verdict, Verdict.State.GLOBAL));
      if (entered(random, verdict, Verdict.State.GLOBAL)) {
        assertThat(anchors).isGreaterThanOrEqualTo(BigDecimal.ONE);
      }
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p2FewerThanTwoTrustedOrganisationsOrOneNetworkNeverList(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    NaiveJudge naive = naive(random, false, NOW);
    Verdict verdict =
        random
            .judge(POLICY, NO_REVIEW)
            .judge(random.withACrowd(), random.before, random.soaks, NOW);

    bothHappen("entered", entered(random, verdict, Verdict.State.SCOPED));
    if (naive.organisations() < 2 || naive.networks() < 2) {
      assertThat(entered(random, verdict, Verdict.State.SCOPED)).isFalse();
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p2SuperquorumNeedsManyOrganisationsNetworksAndCohorts(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Policy.Superquorum few =
        new Policy.Superquorum(true, new Policy.AtLeast(3 + random.random.nextInt(6), 5), 4, 3);
    Policy policy = KnownRules.policy(KnownRules.GLOBAL, few, List.of());
    NaiveJudge naive = naive(random, false, NOW);
    Verdict verdict =
        random.judge(policy, NO_REVIEW).judge(random.evidence, Standing.UNKNOWN, false, NOW);
    boolean enough =
        naive.meetsScoped(1)
            && naive.organisations() >= few.organisations().number()
            && naive.networks() >= 4
            && naive.cohorts() >= 3;

    bothHappen("enough", enough);
    assertThat(verdict.state() == Verdict.State.GLOBAL).isEqualTo(enough || naive.meetsGlobal(1));
    assertThat(few.organisations().of(1_000)).isEqualTo(50);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p3OneOrganisationIsOneVoteHoweverItsSightingsAreTold(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);

    Verdict told = judged(random, random.toldOtherwise());
    Verdict plain = judged(random, random.evidence);

    assertThat(VerdictLedger.Kept.of(told)).isEqualTo(VerdictLedger.Kept.of(plain));
    assertThat(told.floors()).isEqualTo(plain.floors());
    assertThat(told.triggers()).isEqualTo(plain.triggers());
    assertThat(told.expiresAt()).isEqualTo(plain.expiresAt());
    assertThat(told.tally().votes())
        .extracting(Vote::organisation, Vote::counted)
        .isEqualTo(
            plain.tally().votes().stream()
                .map(
                    vote ->
                        org.assertj.core.groups.Tuple.tuple(vote.organisation(), vote.counted()))
                .toList());
    assertThat(told.findings().confirmed())
        .containsExactlyInAnyOrderElementsOf(plain.findings().confirmed());
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p6NothingLessThanAnAnchorConfirms(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    boolean confirmed = !judged(random, random.evidence).findings().confirmed().isEmpty();
    double anchors = 0;
    for (Witness witness : random.evidence.witnesses()) {
      Member member = random.members.get(witness.organisation());
      if (member != null && member.anchored()) {
        anchors += member.standing() == Witness.Standing.HONEYPOT ? 1 : 0.5;
      }
    }

    bothHappen("confirmed", confirmed);
    assertThat(!confirmed || anchors >= 1).isTrue();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p3OneNetworkGivesAtMostTwoVotes(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Tally tally = judged(random, random.evidence).tally();
    long anchors = tally.votes().stream().filter(Vote::anchored).mapToLong(Vote::weight).sum();
    long networks = tally.networks() - tally.votes().stream().filter(Vote::anchored).count();

    assertThat(tally.score()).isLessThanOrEqualTo(anchors + networks * 2 * Micro.ONE);
    assertThat(tally.votes().stream().mapToLong(Vote::counted).sum()).isEqualTo(tally.score());
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p4AScopedListingReachesReportersAndTheirNeighbourhoodOnly(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Verdict verdict =
        random
            .judge(POLICY, NO_REVIEW)
            .judge(random.withACrowd(), random.before, random.soaks, NOW);
    bothHappen("scoped", verdict.state() == Verdict.State.SCOPED);
    if (verdict.state() != Verdict.State.SCOPED) {
      assertThat(verdict.recipients()).isEmpty();
      return;
    }
    Set<Long> trusted =
        random.evidence.witnesses().stream()
            .map(Witness::organisation)
            .filter(
                number ->
                    java.util.Objects.requireNonNull(random.members.get(number)).trust() >= 400_000)
            .collect(Collectors.toSet());
    for (Long recipient : verdict.recipients()) {
      Set<Long> near = new HashSet<>(random.neighbours.getOrDefault(recipient, Set.of()));
      near.retainAll(trusted);
      boolean reported =
          recipient >= 100
              || random.evidence.witnesses().stream()
                  .anyMatch(witness -> witness.organisation() == recipient);
      assertThat(reported || near.size() >= 2).isTrue();
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p5AndP7WhatNobodyTrustsChangesNothing(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);

    Verdict with = judged(random, random.withACrowd());
    Verdict without = judged(random, random.evidence);

    assertThat(with.tally()).isEqualTo(without.tally());
    assertThat(with.state()).isEqualTo(without.state());
    assertThat(with.because()).isEqualTo(without.because());
    assertThat(with.floors()).isEqualTo(without.floors());
    assertThat(with.triggers()).isEqualTo(without.triggers());
    assertThat(with.soakUntil()).isEqualTo(without.soakUntil());
    assertThat(with.expiresAt()).isEqualTo(without.expiresAt());
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p7AnExemptionOfAnyTierNeverLists(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Exemption.Tier tier = random.pick(List.of(Exemption.Tier.values()));
    Exemption[] already =
        random.random.nextInt(3) > 0
            ? new Exemption[0]
            : new Exemption[] {
              exempt("45.84.0.0/15", random.pick(List.of(Exemption.Tier.values())))
            };
    Exemption added = exempt("45.84.0.0/" + (16 + random.random.nextInt(8)), tier);
    Exemption[] more = java.util.Arrays.copyOf(already, already.length + 1);
    more[already.length] = added;
    for (ReviewPolicy review : List.of(REVIEW, NO_REVIEW)) {
      Verdict without =
          random
              .judge(POLICY, review, already)
              .judge(random.evidence, random.before, random.soaks, NOW);
      Verdict with =
          random
              .judge(POLICY, review, more)
              .judge(random.evidence, random.before, random.soaks, NOW);

      bothHappen("listed", LISTED.contains(without.state()));
      assertThat(rank(with.state())).as("%s", tier).isLessThanOrEqualTo(rank(without.state()));
      if (with.expiresAt().isPresent() && with.state() == without.state()) {
        assertThat(with.expiresAt().get()).isBeforeOrEqualTo(without.expiresAt().orElseThrow());
      }
    }
  }

  /** How many can read of an address in this state. */
  private static int rank(Verdict.State state) {
    return switch (state) {
      case NONE, SOAKING, HELD, REJECTED -> 0;
      case SCOPED -> 1;
      case GLOBAL -> 2;
    };
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void anExemptionElsewhereChangesNothing(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Exemption elsewhere = exempt("45.85.0.0/16", random.pick(List.of(Exemption.Tier.values())));

    assertThat(judged(random, random.evidence, elsewhere))
        .isEqualTo(judged(random, random.evidence));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p5AListingEndsAtTheSameMinuteWheneverItIsJudged(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Standing before =
        Cases.listed(random.random.nextBoolean() ? Standing.Tier.GLOBAL : Standing.Tier.SCOPED);
    boolean shared = random.random.nextInt(4) == 0;
    Judge judge =
        shared ? random.judge(POLICY, NO_REVIEW, SHARED) : random.judge(POLICY, NO_REVIEW);
    Optional<Instant> end = judge.judge(random.evidence, before, true, NOW).expiresAt();
    bothHappen("listed", end.isPresent());
    if (end.isPresent()) {
      Instant last = lastTrusted(random);
      assertThat(end.get())
          .isAfter(NOW)
          .isBeforeOrEqualTo(
              last.plus(shared ? Duration.ofHours(6) : Duration.ofDays(3)).plusSeconds(60));
      assertThat(naive(random, shared, end.get().minusSeconds(60)).score())
          .isGreaterThanOrEqualTo(new BigDecimal("0.5"));
      Instant between = NOW.plus(random.upTo(Duration.between(NOW, end.get()).minusMillis(1)));
      Verdict again = judge.judge(random.evidence, before, true, between);
      assertThat(again.expiresAt()).as("judged at %s", between).isEqualTo(end);
      Instant late = end.get().plus(random.upTo(Duration.ofHours(90)));
      assertThat(judge.judge(random.evidence, before, true, late).state())
          .as("judged at %s", late)
          .isEqualTo(Verdict.State.NONE);
    }
  }

  private static Instant lastTrusted(RandomCase random) {
    return random.evidence.witnesses().stream()
        .filter(
            witness ->
                java.util.Objects.requireNonNull(random.members.get(witness.organisation())).trust()
                    >= 400_000)
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
    Judge judge = random.judge(POLICY, REVIEW);
    Tally before = judge.judge(random.evidence, random.before, true, earlier).tally();
    Tally after = judge.judge(random.evidence, random.before, true, later).tally();

    assertThat(after.score()).isLessThanOrEqualTo(before.score());
    assertThat(after.strong()).isLessThanOrEqualTo(before.strong());
    assertThat(after.anchors()).isLessThanOrEqualTo(before.anchors());
    assertThat(after.organisations()).isLessThanOrEqualTo(before.organisations());
    assertThat(after.networks()).isLessThanOrEqualTo(before.networks());
  }

  /** When a listing ends is found by asking for the score alone, at many instants. */
  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void theScoreAloneIsThatOfTheTally(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Claims claims =
        Claims.of(
            random.evidence,
            random.random.nextBoolean(),
            Cases.reviewed(),
            random.community(),
            NOW);
    Instant at = NOW.plus(random.upTo(Duration.ofHours(80)));

    assertThat(claims.score(at)).isEqualTo(claims.tally(at).score());
  }

  /** Nothing that is kept may change by time alone before the instant the verdict names. */
  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void nothingChangesByTimeAloneBeforeItIsDue(@ForAll long seed) {
    RandomCase random = new RandomCase(seed);
    Judge judge = random.judge(POLICY, REVIEW);
    Instant minute = NOW.truncatedTo(ChronoUnit.MINUTES);
    Verdict verdict = judge.judge(random.evidence, random.before, true, minute);
    Duration most = Duration.ofDays(4);
    Duration ahead =
        verdict
            .judgeAt()
            .map(at -> Duration.between(minute, at).minusMillis(1))
            .filter(time -> time.compareTo(most) < 0)
            .orElse(most);
    Instant between = minute.plus(random.upTo(ahead)).truncatedTo(ChronoUnit.MINUTES);
    Verdict again = judge.judge(random.evidence, verdict.after(), true, between);

    assertThat(VerdictLedger.Kept.of(again))
        .as("judged at %s, due at %s", between, verdict.judgeAt())
        .isEqualTo(VerdictLedger.Kept.of(verdict));
    assertThat(again.expiresAt()).isEqualTo(verdict.expiresAt());
  }
}
