package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.address.Address;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.KnownRules;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Verdict;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;

/** How addresses come, stay, leave and come back. */
final class WalkTest {

  private static final Address ADDRESS = Address.parse("45.84.1.1").orElseThrow();
  private static final long POT = 50;
  private static final long VOUCHED = 60;
  private static final Instant NOON = Lab.START.plus(Duration.ofHours(12));

  private final Lab lab = new Lab(KnownRules.REVIEW, () -> {});

  private void enrol() {
    for (long n = 0; n < 4; n++) {
      lab.enrol(POT + n, Witness.Standing.HONEYPOT, Lab.START.minus(Duration.ofDays(30)));
      lab.enrol(VOUCHED + n, Witness.Standing.VOUCHED, Lab.START.minus(Duration.ofDays(30)));
    }
    for (long n = 1; n <= 8; n++) {
      lab.enrol(n, Witness.Standing.ORDINARY, Lab.START.minus(Duration.ofDays(30 * n)));
      lab.trusted(n, 30);
    }
  }

  private void saw(long organisation, Address address, Instant at) {
    lab.arrive(
        new Report(
            at,
            organisation,
            organisation,
            new Network(organisation, "p" + organisation),
            address,
            KnownRules.ATTACK,
            Duration.ZERO));
  }

  private void saw(long organisation, Instant at) {
    saw(organisation, ADDRESS, at);
  }

  private Verdict.State at(Instant instant) {
    lab.advanceTo(instant);
    return lab.kept(ADDRESS).state();
  }

  private static Instant after(Instant instant, long minutes) {
    return instant.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void soaksAQuarterOfAnHourForEverybodyAndAnHourForSome() {
    enrol();
    saw(POT, NOON);
    saw(1, NOON);
    assertThat(at(after(NOON, 14))).isEqualTo(Verdict.State.SOAKING);
    assertThat(at(after(NOON, 15))).isEqualTo(Verdict.State.GLOBAL);

    Address other = Address.parse("45.84.9.9").orElseThrow();
    Instant later = after(NOON, 30);
    saw(1, other, later);
    saw(2, other, later);
    lab.advanceTo(after(later, 59));
    assertThat(lab.kept(other).state()).isEqualTo(Verdict.State.SOAKING);
    lab.advanceTo(after(later, 60));
    assertThat(lab.kept(other).state()).isEqualTo(Verdict.State.SCOPED);
  }

  @Test
  void leavesExactlyWhenItWasSaidToAndComesBackByOneAnchor() {
    enrol();
    saw(POT, NOON);
    saw(VOUCHED, NOON);
    lab.advanceTo(after(NOON, 15));
    Instant end = lab.changes.get(lab.changes.size() - 1).verdict().expiresAt().orElseThrow();
    assertThat(at(after(end, -1))).isEqualTo(Verdict.State.GLOBAL);
    assertThat(at(end)).isEqualTo(Verdict.State.NONE);

    Instant again = end.plus(Duration.ofDays(13));
    saw(VOUCHED, again);
    assertThat(at(again)).as("a half anchor").isEqualTo(Verdict.State.NONE);
    saw(POT + 1, after(again, 1));
    assertThat(at(after(again, 1))).as("no soak").isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void anchorsFarApartDoNotBringItBack() {
    enrol();
    saw(POT, NOON);
    saw(VOUCHED, NOON);
    lab.advanceTo(after(NOON, 15));
    Instant end = lab.changes.get(lab.changes.size() - 1).verdict().expiresAt().orElseThrow();
    lab.advanceTo(end);
    saw(VOUCHED, after(end, 60));
    Instant late = end.plus(Duration.ofHours(80));
    saw(VOUCHED + 1, late);

    assertThat(at(late)).as("half an anchor is forgotten").isEqualTo(Verdict.State.NONE);
    saw(VOUCHED + 2, after(late, 1));
    assertThat(at(after(late, 1))).isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void afterTwoWeeksItBeginsAnew() {
    enrol();
    saw(POT, NOON);
    saw(VOUCHED, NOON);
    lab.advanceTo(after(NOON, 15));
    Instant end = lab.changes.get(lab.changes.size() - 1).verdict().expiresAt().orElseThrow();
    Instant again = end.plus(Duration.ofDays(14)).plusSeconds(60);
    saw(POT, again);

    assertThat(at(again)).isEqualTo(Verdict.State.NONE);
  }

  @Test
  void delistingTakesOffAtOnceVoidsAndDoublesTheFloorsForAWeek() {
    enrol();
    saw(POT, NOON);
    saw(1, NOON);
    lab.advanceTo(after(NOON, 20));
    Instant off = after(NOON, 25);
    lab.delist(ADDRESS, off);
    assertThat(at(off)).isEqualTo(Verdict.State.NONE);

    saw(POT, after(off, 1));
    saw(1, after(off, 1));
    assertThat(at(after(off, 100))).as("neither relisted nor enough").isEqualTo(Verdict.State.NONE);
    saw(POT + 1, after(off, 101));
    saw(VOUCHED, after(off, 101));
    assertThat(at(after(off, 101))).as("twice as much").isEqualTo(Verdict.State.SOAKING);
    assertThat(at(after(off, 116))).isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void whatWasPardonedDoesNotComeBackByOneAnchor() {
    enrol();
    saw(POT, NOON);
    saw(1, NOON);
    lab.advanceTo(after(NOON, 20));
    Instant off = after(NOON, 25);
    lab.pardon(ADDRESS, off);
    assertThat(at(off)).isEqualTo(Verdict.State.NONE);

    saw(POT, after(off, 1));
    assertThat(at(after(off, 1))).isEqualTo(Verdict.State.NONE);
    saw(1, after(off, 2));
    assertThat(at(after(off, 2))).as("as if for the first time").isEqualTo(Verdict.State.SOAKING);
  }

  @Test
  void theFloorsAreBackToNormalAWeekAfterDelisting() {
    enrol();
    lab.delist(ADDRESS, NOON);
    Instant week = NOON.plus(Duration.ofDays(7));
    saw(POT, after(week, -60));
    saw(1, after(week, -60));
    assertThat(at(after(week, -1))).isEqualTo(Verdict.State.NONE);
    assertThat(at(week)).as("due by time alone").isEqualTo(Verdict.State.SOAKING);
    assertThat(at(after(week, 15))).isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void sharedAddressesNeedTwiceAsMuchAndStaySixHours() {
    enrol();
    lab.exempt(KnownRules.exempt("45.84.1.0/24", Exemption.Tier.SHARED), NOON);
    saw(POT, NOON);
    saw(POT + 1, NOON);
    saw(VOUCHED, NOON);
    assertThat(at(after(NOON, 60))).isEqualTo(Verdict.State.NONE);
    Instant last = after(NOON, 61);
    saw(1, last);
    assertThat(at(after(last, 15))).isEqualTo(Verdict.State.GLOBAL);
    assertThat(at(last.plus(Duration.ofHours(6)))).isEqualTo(Verdict.State.GLOBAL);
    assertThat(at(last.plus(Duration.ofHours(6)).plusSeconds(60))).isEqualTo(Verdict.State.NONE);
  }

  @Test
  void theFirstOfACliqueAreHeldTooWhenItsFifthComes() {
    enrol();
    List<Address> some = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      Address address = Address.parse("45.84.2." + i).orElseThrow();
      some.add(address);
      for (long n = 1; n <= 4; n++) {
        saw(n, address, after(NOON, i < 5 ? 0 : 10));
      }
    }
    lab.advanceTo(after(NOON, 10));

    assertThat(some).extracting(one -> lab.kept(one).state()).containsOnly(Verdict.State.HELD);
    assertThat(lab.audit()).isEmpty();
  }

  @Test
  void aBurstBeforeMidnightIsStillOneAfterIt() {
    enrol();
    Instant late = Lab.START.plus(Duration.ofHours(23)).plus(Duration.ofMinutes(40));
    for (int i = 0; i < 150; i++) {
      Address noise = Address.parse("45.92.0." + i).orElseThrow();
      saw(1, noise, late);
      saw(2, Address.parse("45.92.1." + i).orElseThrow(), late);
    }
    saw(1, after(late, 1));
    saw(2, after(late, 1));
    assertThat(at(after(late, 2))).isEqualTo(Verdict.State.HELD);
    assertThat(at(after(late, 120))).isEqualTo(Verdict.State.HELD);
    assertThat(lab.audit()).isEmpty();
    assertThat(at(after(late, 60 * 24 + 1))).as("nobody came").isEqualTo(Verdict.State.NONE);
    assertThat(lab.changes.get(lab.changes.size() - 1).verdict().because())
        .isEqualTo("review.timeout");
  }

  @Test
  void whatIsBeyondTheCapsIsNoEvidence() {
    enrol();
    for (int agent = 0; agent < 6; agent++) {
      for (int i = 0; i < 2_001; i++) {
        String text = "46." + agent + "." + i / 250 + "." + i % 250;
        Address address = Address.parse(text).orElseThrow();
        Network network = new Network(1, "p");
        lab.arrive(
            new Report(NOON, 1, agent, network, address, KnownRules.SUSPICIOUS, Duration.ZERO));
      }
    }
    lab.advanceTo(NOON);

    assertThat(lab.seen(Address.parse("46.0.7.249").orElseThrow()).witnesses()).hasSize(1);
    assertThat(lab.seen(Address.parse("46.0.8.0").orElseThrow()).witnesses())
        .as("2,001 of one agent")
        .isEmpty();
    assertThat(lab.seen(Address.parse("46.4.7.249").orElseThrow()).witnesses()).hasSize(1);
    assertThat(lab.seen(Address.parse("46.5.0.0").orElseThrow()).witnesses())
        .as("10,001 of one organisation")
        .isEmpty();
    assertThat(lab.evidence.volumes(java.time.LocalDate.parse("2026-03-02")))
        .containsEntry(1L, 10_000L);
  }

  @Test
  void neverIsACanaryAndOneReportOfItCostsTrust() {
    enrol();
    lab.exempt(KnownRules.exempt("45.84.1.0/24", Exemption.Tier.NEVER), NOON);
    saw(1, NOON);
    saw(POT, NOON);
    lab.advanceTo(after(NOON, 1));

    assertThat(lab.kept(ADDRESS).state()).isEqualTo(Verdict.State.REJECTED);
    assertThat(java.util.Objects.requireNonNull(lab.trust.reputations().get(1L)).contradictions())
        .isEqualTo(5_000_000);
    assertThat(java.util.Objects.requireNonNull(lab.trust.reputations().get(POT)).contradictions())
        .as("anchors are not asked")
        .isZero();
    lab.advanceTo(NOON.plus(Duration.ofDays(8)));
    assertThat(lab.kept(ADDRESS).state()).as("nothing is left").isEqualTo(Verdict.State.NONE);
  }

  /** Trust from nothing: how many active days and confirmed reports it takes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 6})
  void p6TrustTakesTimeAndConfirmations(int perDay) {
    lab.enrol(POT, Witness.Standing.HONEYPOT, Lab.START);
    lab.enrol(1, Witness.Standing.ORDINARY, Lab.START);
    int trustedAfter = 0;
    for (int day = 1; day <= 30 && trustedAfter == 0; day++) {
      Instant at = Lab.START.plus(Duration.ofDays(day - 1)).plus(Duration.ofHours(3));
      for (int i = 0; i < Math.max(1, perDay); i++) {
        Address address = Address.parse("45.90." + day + "." + i).orElseThrow();
        saw(1, address, at);
        if (i < perDay) {
          saw(POT, address, after(at, 30));
        }
      }
      lab.advanceTo(Lab.START.plus(Duration.ofDays(day)));
      trustedAfter = lab.isTrusted(1) ? day : 0;
    }

    // With three a day m_conf is near one and nine days are enough; never fewer.
    assertThat(trustedAfter)
        .isEqualTo(
            switch (perDay) {
              case 0 -> 0;
              case 1 -> 12;
              case 2 -> 10;
              default -> 9;
            });
  }

  /** The night on which an organisation begins to vote, if there is one in two weeks. */
  private static int firstListed(int crashBefore) {
    WalkTest walk = new WalkTest();
    Lab lab = walk.lab;
    lab.enrol(POT, Witness.Standing.HONEYPOT, Lab.START);
    lab.enrol(1, Witness.Standing.ORDINARY, Lab.START);
    for (int day = 1; day <= 14; day++) {
      Instant evening = Lab.START.plus(Duration.ofDays(day)).minus(Duration.ofHours(2));
      Address address = Address.parse("45.90.0." + day).orElseThrow();
      for (int i = 0; i < 3; i++) {
        Address early = Address.parse("45.91." + day + "." + i).orElseThrow();
        walk.saw(1, early, after(evening, -90));
        walk.saw(POT, early, after(evening, -60));
      }
      walk.saw(1, address, evening);
      walk.saw(POT, address, evening);
      Instant midnight = Lab.START.plus(Duration.ofDays(day));
      lab.advanceTo(after(midnight, -1));
      assertThat(lab.kept(address).state()).isEqualTo(Verdict.State.NONE);
      lab.crashBefore(crashBefore);
      lab.advanceTo(midnight);
      lab.crashBefore(-1);
      if (lab.kept(address).state() != Verdict.State.NONE) {
        return day;
      }
    }
    return 0;
  }

  @Test
  void aNightThatCrashesBeforeAnyOfItsStepsIsMadeUpFor() {
    int undisturbed = firstListed(-1);
    assertThat(undisturbed).isPositive();
    for (int step = 0; step < 25; step++) {
      assertThat(firstListed(step)).as("crashed before step %d", step).isEqualTo(undisturbed);
    }
  }

  @Test
  void p6EchoEarnsNothing() {
    enrol();
    lab.enrol(90, Witness.Standing.ORDINARY, Lab.START);
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      Address address = Address.parse("45.91.0." + i).orElseThrow();
      Instant at = NOON.plus(Duration.ofHours(6L * i));
      saw(POT, address, at);
      saw(VOUCHED, address, at);
      lab.advanceTo(after(at, 15));
      assertThat(lab.kept(address).state()).isEqualTo(Verdict.State.GLOBAL);
      saw(90, address, after(at, 16 + random.nextInt(60)));
      saw(POT + 1, address, after(at, 90));
    }
    lab.advanceTo(NOON.plus(Duration.ofDays(20)));

    assertThat(java.util.Objects.requireNonNull(lab.trust.reputations().get(90L)).confirmations())
        .isZero();
    assertThat(lab.isTrusted(90)).isFalse();
  }

  @Test
  void theSameStreamGivesTheSameAnswersInReplay() {
    for (int seed = 0; seed < 20; seed++) {
      RandomHistory history = new RandomHistory(seed, false, Duration.ofHours(70));
      assertThat(replayed(history)).isEqualTo(replayed(history));
    }
  }

  private static List<Change> replayed(RandomHistory history) {
    List<Change> changes = new ArrayList<>();
    List<Enrolled> enrolled = new ArrayList<>();
    history.organisations.forEach(
        (number, standing) -> enrolled.add(new Enrolled(number, standing, Lab.START)));
    Replay replay =
        new Replay(
            new RuleBook(KnownRules.rules(KnownRules.POLICY, KnownRules.REVIEW, List.of())),
            enrolled,
            List.of(),
            changes::add);
    history.reports.forEach(replay::accept);
    replay.settle();
    assertThat(replay.audit()).isEmpty();
    return changes;
  }
}
