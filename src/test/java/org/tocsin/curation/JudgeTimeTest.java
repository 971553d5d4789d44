package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.curation.Cases.NOW;
import static org.tocsin.curation.Cases.atOnce;
import static org.tocsin.curation.Cases.enough;
import static org.tocsin.curation.Cases.evidence;
import static org.tocsin.curation.Cases.honeypot;
import static org.tocsin.curation.Cases.judge;
import static org.tocsin.curation.Cases.saw;
import static org.tocsin.curation.Cases.vouched;
import static org.tocsin.curation.Cases.whenListed;
import static org.tocsin.curation.KnownRules.ATTACK;
import static org.tocsin.curation.KnownRules.SUSPICIOUS;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Witness;

/** How votes fade, how long listings last, and how addresses soak. */
final class JudgeTimeTest {

  @ParameterizedTest
  @CsvSource({
    "PT-1H, 1000000",
    "PT0S, 1000000",
    "PT24H, 1000000",
    "PT24H9M59S, 1000000",
    "PT24H10M, 990419",
    "PT36H, 500000",
    "PT48H, 250000",
    "PT72H, 62500",
    "PT72H1S, 0",
    "PT200H, 0"
  })
  void aVoteIsWholeForADayThenHalvesThenIsForgotten(Duration age, long left) {
    assertThat(atOnce(evidence(vouched(1, saw(ATTACK, age)))).tally().score()).isEqualTo(left);
  }

  @Test
  void aWeakSightingThatIsNewDoesNotRefreshAStrongOneThatIsOld() {
    Verdict verdict =
        atOnce(
            evidence(vouched(1, saw(ATTACK, Duration.ofDays(2)), saw(SUSPICIOUS, Duration.ZERO))));

    assertThat(verdict.tally().score()).isEqualTo(400_000);
    assertThat(verdict.scenario()).contains(SUSPICIOUS);
  }

  @Test
  void aForgottenAttackAnchorsNoMoreThoughItsWitnessIsStillAround() {
    Verdict verdict =
        atOnce(
            evidence(
                honeypot(1, saw(ATTACK, Duration.ofHours(73)), saw(SUSPICIOUS, Duration.ZERO))));

    assertThat(verdict.tally().anchors()).isZero();
    assertThat(verdict.tally().strong()).isEqualTo(250_000);
  }

  @Test
  void joinsAtOneAndAHalfAndLeavesBelowAHalf() {
    Evidence faded = enough(ATTACK, Duration.ofHours(40));

    assertThat(atOnce(faded).state()).as("too faded to join").isEqualTo(Verdict.State.NONE);
    assertThat(whenListed(faded, NOW).state()).isEqualTo(Verdict.State.GLOBAL);
    assertThat(whenListed(enough(ATTACK, Duration.ofDays(2)), NOW).state())
        .as("exactly a half")
        .isEqualTo(Verdict.State.GLOBAL);
    assertThat(whenListed(enough(ATTACK, Duration.ofDays(2).plusMinutes(10)), NOW).state())
        .isEqualTo(Verdict.State.NONE);
  }

  @Test
  void aListingEndsInTheMinuteInWhichItsScoreIsTooLow() {
    Instant end = NOW.plus(Duration.ofDays(2)).plus(Duration.ofMinutes(10));

    assertThat(atOnce(enough(ATTACK, Duration.ZERO)).expiresAt()).contains(end);
    assertEndsAt(enough(ATTACK, Duration.ZERO), end);
  }

  @Test
  void aListingEndsInTheFirstMinuteAfterThreeDaysWithoutATrustedSighting() {
    assertEndsAt(manySaw(Duration.ZERO), NOW.plus(Duration.ofDays(3)).plus(Duration.ofMinutes(1)));
    assertEndsAt(manySaw(Duration.ofSeconds(30)), NOW.plus(Duration.ofDays(3)).plus(Duration.ZERO));
  }

  private static Evidence manySaw(Duration age) {
    return evidence(
        Stream.iterate(1L, n -> n + 1)
            .limit(20)
            .map(n -> honeypot(n, saw(ATTACK, age)))
            .toArray(Witness[]::new));
  }

  private static void assertEndsAt(Evidence seen, Instant end) {
    for (Instant at = NOW; at.isBefore(end); at = at.plus(Duration.ofMinutes(91))) {
      assertThat(whenListed(seen, at).expiresAt()).as("asked at %s", at).contains(end);
    }
    for (Duration before :
        new Duration[] {Duration.ofMinutes(1), Duration.ofSeconds(29), Duration.ofMillis(1)}) {
      Verdict verdict = whenListed(seen, end.minus(before));
      assertThat(verdict.state()).as("%s before", before).isEqualTo(Verdict.State.GLOBAL);
      assertThat(verdict.expiresAt()).as("%s before", before).contains(end);
    }
    assertThat(whenListed(seen, end).state()).isEqualTo(Verdict.State.NONE);
  }

  @Test
  void aNewSightingMovesTheEndAndAnOldOneDoesNot() {
    Instant end = NOW.plus(Duration.ofDays(2)).plus(Duration.ofMinutes(10));
    Evidence olderToo =
        evidence(
            vouched(1, saw(ATTACK, Duration.ofHours(60)), saw(ATTACK, Duration.ZERO)),
            vouched(2, saw(ATTACK, Duration.ZERO)));
    assertThat(atOnce(olderToo).expiresAt()).contains(end);

    Evidence later =
        evidence(
            vouched(1, saw(ATTACK, Duration.ZERO)), vouched(2, saw(ATTACK, Duration.ofHours(-2))));
    assertThat(whenListed(later, NOW.plus(Duration.ofHours(3))).expiresAt().orElseThrow())
        .isAfter(end);
  }

  @Test
  void waitsOutItsSoakAndIsThenListed() {
    Evidence seen = enough(ATTACK, Duration.ZERO);
    Verdict first = judge().judge(seen, Standing.UNKNOWN, true, NOW);

    assertThat(first.state()).isEqualTo(Verdict.State.SOAKING);
    assertThat(first.after().globalSince()).contains(NOW);
    assertThat(first.soakUntil()).contains(NOW.plus(Duration.ofMinutes(15)));
    assertThat(first.expiresAt()).isEmpty();

    Standing soaking = Cases.globalSince(NOW);
    Instant end = NOW.plus(Duration.ofMinutes(15));
    Verdict waiting = judge().judge(seen, soaking, true, end.minusMillis(1));
    assertThat(waiting.state()).isEqualTo(Verdict.State.SOAKING);
    assertThat(waiting.after().globalSince()).as("waiting does not begin again").contains(NOW);
    assertThat(judge().judge(seen, soaking, true, end).state()).isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void losingAFloorWhileSoakingMeansWaitingAgain() {
    Verdict lost =
        judge()
            .judge(
                evidence(vouched(1, saw(ATTACK, Duration.ZERO))),
                Cases.globalSince(NOW.minus(Duration.ofHours(1))),
                true,
                NOW);

    assertThat(lost.state()).isEqualTo(Verdict.State.NONE);
    assertThat(lost.after().globalSince()).isEmpty();
  }

  @Test
  void aListedAddressDoesNotSoakAgain() {
    assertThat(whenListed(enough(ATTACK, Duration.ZERO), NOW).state())
        .isEqualTo(Verdict.State.GLOBAL);
  }
}
