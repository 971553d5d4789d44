package org.tocsin.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class VerdictLedgerTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Inject VerdictLedger verdicts;
  @Inject StateHistory history;
  @Inject Allowlist allowlist;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private int save(Verdict... judged) {
    return QuarkusTransaction.requiringNew()
        .call(() -> verdicts.save(List.of(judged), clock.instant()));
  }

  private VerdictLedger.Kept kept(String text) {
    Address address = MadeUp.address(text);
    return QuarkusTransaction.requiringNew()
        .call(() -> verdicts.kept(List.of(address)))
        .getOrDefault(address, VerdictLedger.Kept.NOTHING);
  }

  private List<String> due(Instant at) {
    return QuarkusTransaction.requiringNew()
        .call(() -> verdicts.due(at, Integer.MAX_VALUE))
        .stream()
        .map(Address::toString)
        .toList();
  }

  private static Prefix range(String text) {
    return Prefix.read(text) instanceof Prefix.Reading.Accepted accepted
        ? accepted.prefix()
        : Prefix.host(MadeUp.address("0.0.0.0"));
  }

  @Test
  void remembersWhereAnAddressStandsAndCountsChanges() {
    Instant now = clock.instant();
    assertThat(kept("45.84.25.1")).isEqualTo(VerdictLedger.Kept.NOTHING);
    assertThat(save(MadeUp.off("45.84.25.1"))).isZero();
    for (Verdict next :
        List.of(
            MadeUp.soaking("45.84.25.1", now),
            MadeUp.held("45.84.25.1", now),
            MadeUp.scoped("45.84.25.1", Set.of(3L, 4L), now.plus(HOUR)),
            MadeUp.scoped("45.84.25.1", Set.of(4L), now.plus(HOUR)),
            MadeUp.listed("45.84.25.1", now.plus(HOUR)),
            MadeUp.rejected("45.84.25.1", now.plus(HOUR)),
            MadeUp.off("45.84.25.1"))) {
      assertThat(save(next)).isEqualTo(1);
      assertThat(kept("45.84.25.1")).isEqualTo(VerdictLedger.Kept.of(next));
      assertThat(save(next)).isZero();
    }
  }

  @Test
  void everythingOfThePastComesBackAsItWasKept() {
    Instant now = clock.instant();
    Standing.Past past =
        new Standing.Past(
            Optional.of(now.minusSeconds(1)),
            Optional.of(now.minusSeconds(2)),
            Set.of(7L, 8L),
            Optional.of(now.minusSeconds(3)),
            Optional.of(now.minusSeconds(4)),
            Optional.of(now.minusSeconds(5)),
            Optional.of(new Standing.Decision(Standing.Outcome.PUBLISH, now.minusSeconds(6))));
    Standing standing =
        new Standing(
            Optional.of(Standing.Tier.SCOPED),
            Optional.of(now.minusSeconds(7)),
            Optional.of(now.minusSeconds(8)),
            Optional.of(now.minusSeconds(9)),
            past);
    change("45.84.25.9", before -> standing);

    assertThat(kept("45.84.25.9"))
        .isEqualTo(new VerdictLedger.Kept(Verdict.State.NONE, standing, Set.of()));
    assertThat(due(now)).contains("45.84.25.9");
    change("45.84.25.9", before -> Standing.UNKNOWN);
    assertThat(kept("45.84.25.9")).isEqualTo(VerdictLedger.Kept.NOTHING);
    assertThat(due(now)).doesNotContain("45.84.25.9");
  }

  private void change(String address, UnaryOperator<Standing> change) {
    QuarkusTransaction.requiringNew()
        .run(() -> verdicts.change(MadeUp.address(address), change, clock.instant()));
  }

  @Test
  void theScoreOfTheLastJudgementIsKeptWhateverAPersonChanges() {
    Verdict verdict = MadeUp.listed("45.84.25.8", clock.instant().plus(HOUR));
    long score = verdict.tally().score();
    save(verdict);
    assertThat(score("45.84.25.8")).isEqualTo(score).isPositive();

    change("45.84.25.8", before -> before);
    assertThat(score("45.84.25.8")).isEqualTo(score);
    save(MadeUp.off("45.84.25.8"));
  }

  private long score(String address) {
    return new TestSql(dataSource)
        .number("select score from verdict where address = ?::inet", address);
  }

  @Test
  void aReasonIsKeptWithEveryChangeOfStateAndNamesNobody() {
    Instant now = clock.instant();
    save(MadeUp.soaking("45.84.25.3", now));
    save(MadeUp.soaking("45.84.25.3", now));
    save(MadeUp.scoped("45.84.25.3", Set.of(3L), now.plus(HOUR)));
    save(MadeUp.scoped("45.84.25.3", Set.of(4L), now.plus(HOUR)));
    save(MadeUp.off("45.84.25.3"));
    List<StateHistory.Change> changes =
        QuarkusTransaction.requiringNew().call(() -> history.of(MadeUp.address("45.84.25.3"), 9));

    assertThat(changes)
        .extracting(StateHistory.Change::state)
        .containsExactly("none", "scoped", "soaking");
    assertThat(JsonPath.from(changes.get(1).reason()).<Object>getList("votes"))
        .containsExactly(
            Map.of("org_rank", 1, "asn_rank", 1, "trust", 1, "sigma", 1, "age", age(now)));
    assertThat(JsonPath.from(changes.get(1).reason()).<String, Object>getMap("$"))
        .containsKeys("rule_version", "S", "k", "n_asn", "strong", "anch", "triggers", "because");
  }

  private static String age(Instant now) {
    return "<" + (Duration.between(Instant.EPOCH, now).toDays() + 1) + "d";
  }

  @Test
  void reasonsAreForgottenOnceTheAddressIsOffTheListForLongEnough() {
    Instant now = clock.instant();
    save(MadeUp.listed("45.84.25.4", now.plus(HOUR)), MadeUp.listed("45.84.25.5", now.plus(HOUR)));
    save(MadeUp.off("45.84.25.5"));
    QuarkusTransaction.requiringNew().run(() -> history.forget(now));
    assertThat(changes("45.84.25.5")).hasSize(2);
    QuarkusTransaction.requiringNew().run(() -> history.forget(now.plusSeconds(1)));
    assertThat(changes("45.84.25.5")).isEmpty();
    assertThat(changes("45.84.25.4")).as("it is listed").hasSize(1);
    save(MadeUp.off("45.84.25.4"));
  }

  private List<StateHistory.Change> changes(String address) {
    return QuarkusTransaction.requiringNew().call(() -> history.of(MadeUp.address(address), 9));
  }

  @Test
  void verdictsAreDueWhenTheyChangeByThemselves() {
    Instant now = clock.instant();
    save(MadeUp.soaking("45.84.25.2", now), MadeUp.listed("2a01:4f8:25::2", now.plus(HOUR)));

    assertThat(due(now.plus(Duration.ofMinutes(15)).minusSeconds(1)))
        .doesNotContain("45.84.25.2", "2a01:4f8:25::2");
    assertThat(due(now.plus(Duration.ofMinutes(15))))
        .contains("45.84.25.2")
        .doesNotContain("2a01:4f8:25::2");
    assertThat(due(now.plus(HOUR))).contains("45.84.25.2", "2a01:4f8:25::2");
  }

  @Test
  void verdictsOfARangeOrAllCanBeMadeDue() {
    Instant now = clock.instant();
    save(
        MadeUp.listed("45.84.26.1", now.plus(HOUR)),
        MadeUp.listed("45.84.27.1", now.plus(HOUR)),
        MadeUp.listed("2a01:4f8:26::1", now.plus(HOUR)));
    QuarkusTransaction.requiringNew().run(() -> verdicts.makeDue(range("45.84.26.0/24"), now));
    assertThat(due(now)).contains("45.84.26.1").doesNotContain("45.84.27.1", "2a01:4f8:26::1");
    QuarkusTransaction.requiringNew().run(() -> verdicts.makeAllDue(now));
    assertThat(due(now)).contains("45.84.26.1", "45.84.27.1", "2a01:4f8:26::1");
    save(MadeUp.off("45.84.26.1"), MadeUp.off("45.84.27.1"), MadeUp.off("2a01:4f8:26::1"));
  }

  @Test
  void otherRulesAreNoticedOnce() {
    boolean first = QuarkusTransaction.requiringNew().call(() -> verdicts.rulesChanged("other"));
    boolean second = QuarkusTransaction.requiringNew().call(() -> verdicts.rulesChanged("other"));

    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void exemptionsEndOnceAndExactlyWhenTheySay() {
    Instant now = clock.instant();
    Exemption exemption = new Exemption(range("45.84.28.0/24"), Exemption.Tier.NEVER, "why");
    Allowlist.Entry entry =
        QuarkusTransaction.requiringNew()
            .call(() -> allowlist.add(exemption, now, Optional.of(now.plus(HOUR))));

    assertThat(allowlist.inForce(now.plus(HOUR).minusSeconds(1))).contains(exemption);
    assertThat(allowlist.inForce(now.plus(HOUR))).doesNotContain(exemption);
    assertThat(takeExpired(now.plus(HOUR).minusSeconds(1))).doesNotContain(exemption.range());
    assertThat(takeExpired(now.plus(HOUR))).contains(exemption.range());
    assertThat(takeExpired(now.plus(HOUR))).doesNotContain(exemption.range());
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> allowlist.remove(entry.id(), now.plus(HOUR))))
        .isEmpty();
  }

  private List<Prefix> takeExpired(Instant at) {
    return QuarkusTransaction.requiringNew().call(() -> allowlist.takeExpired(at));
  }
}
