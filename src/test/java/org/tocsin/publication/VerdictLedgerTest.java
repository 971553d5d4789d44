package org.tocsin.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class VerdictLedgerTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Inject VerdictLedger verdicts;
  @Inject Allowlist allowlist;
  @Inject TestClock clock;

  private int save(Verdict... judged) {
    return QuarkusTransaction.requiringNew().call(() -> verdicts.save(List.of(judged)));
  }

  private Standing standing(String text) {
    Address address = MadeUp.address(text);
    return QuarkusTransaction.requiringNew()
        .call(() -> verdicts.standings(List.of(address)))
        .getOrDefault(address, new Standing.Unlisted());
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
    assertThat(standing("45.84.25.1")).isEqualTo(new Standing.Unlisted());
    assertThat(save(MadeUp.off("45.84.25.1"))).isZero();
    assertThat(save(MadeUp.soaking("45.84.25.1", now))).isEqualTo(1);
    assertThat(standing("45.84.25.1")).isEqualTo(new Standing.Soaking(now));
    assertThat(save(MadeUp.soaking("45.84.25.1", now))).isZero();
    assertThat(save(MadeUp.listed("45.84.25.1", now.plus(HOUR)))).isEqualTo(1);
    assertThat(standing("45.84.25.1")).isEqualTo(new Standing.Listed());
    assertThat(save(MadeUp.listed("45.84.25.1", now.plus(HOUR).plus(HOUR)))).isZero();
    assertThat(save(MadeUp.off("45.84.25.1"))).isEqualTo(1);
    assertThat(standing("45.84.25.1")).isEqualTo(new Standing.Unlisted());
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
            .call(() -> allowlist.add(exemption, now, java.util.Optional.of(now.plus(HOUR))));

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
