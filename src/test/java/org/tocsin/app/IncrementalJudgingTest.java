package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Curator;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;
import org.tocsin.enrolment.Agent;
import org.tocsin.operator.CurationControl;
import org.tocsin.publication.Allowlist;
import org.tocsin.publication.Publisher;
import org.tocsin.signal.Scenario;
import org.tocsin.signal.Signal;
import org.tocsin.signal.SignalBatch;
import org.tocsin.signal.SignalStore;

/**
 * After any history, what was kept step by step is what a look at everything from scratch gives.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Timeout(60)
final class IncrementalJudgingTest {

  private static final List<String> SCENARIOS =
      List.of(
          "crowdsecurity/ssh-bf",
          "crowdsecurity/http-sensitive-files",
          "crowdsecurity/modsecurity",
          "crowdsecurity/http-probing",
          "crowdsecurity/iptables-scan-multi_ports",
          "somebody/unheard-of");

  @Inject SignalStore signals;
  @Inject CurationControl curation;
  @Inject Curator curator;
  @Inject VerdictLedger verdicts;
  @Inject Publisher publisher;
  @Inject Allowlist allowlist;
  @Inject RuleBook rules;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private final TestOperator operator = TestOperator.administrator();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void equalsJudgingEverythingFromScratch(int seed) throws Exception {
    Random random = new Random(seed);
    List<Address> pool = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pool.add(Address.parse("45.84." + (40 + seed) + "." + i).orElseThrow());
      pool.add(Address.parse("2a01:4f8:" + (40 + seed) + "::" + i).orElseThrow());
    }
    List<Agent> agents = agents(seed);
    int listed = 0;
    for (int round = 0; round < 40; round++) {
      step(random, pool, agents);
      clock.advance(Duration.ofSeconds(random.nextInt(random.nextBoolean() ? 900 : 30_000)));
      curation.run(random.nextInt(4) == 0);
      listed += compare(pool, "seed " + seed + ", round " + round);
    }

    assertThat(listed).as("the history had listings").isGreaterThan(40);
    assertThat(evidenceKept(seed)).isEqualTo(evidenceFromScratch(seed));
  }

  private List<Agent> agents(int seed) {
    List<Agent> agents = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long organisation = operator.organisation(i < 3, i == 3);
      int number = 1_000_000 + seed * 100 + i;
      agents.add(new Agent(number, "made up " + number, OptionalLong.of(organisation), false));
    }
    agents.add(new Agent(1_000_099 + seed * 100, "nobody", OptionalLong.empty(), false));
    return agents;
  }

  private void step(Random random, List<Address> pool, List<Agent> agents) throws Exception {
    for (int i = random.nextInt(12); i > 0; i--) {
      Signal signal =
          new Signal(
              pick(random, pool),
              Scenario.of(pick(random, SCENARIOS), "").orElseThrow(),
              Optional.empty(),
              Optional.of(clock.instant().minusSeconds(random.nextInt(100_000))),
              Optional.of(Long.toString(random.nextLong())),
              random.nextInt(8) > 0);
      signals
          .store(new SignalBatch(pick(random, agents), clock.instant(), List.of(signal)))
          .toCompletableFuture()
          .get();
    }
    switch (random.nextInt(8)) {
      case 0 -> {
        Prefix range = Prefix.host(pick(random, pool));
        change(
            () -> {
              allowlist.add(
                  new Exemption(range, Exemption.Tier.BENIGN, "random"),
                  clock.instant(),
                  random.nextBoolean()
                      ? Optional.empty()
                      : Optional.of(clock.instant().plusSeconds(9_000)));
              curation.judgeAgain(range);
            });
      }
      case 1 -> {
        List<Allowlist.Entry> entries = allowlist.list(0, 100, clock.instant());
        if (!entries.isEmpty()) {
          change(
              () ->
                  allowlist
                      .remove(pick(random, entries).id(), clock.instant())
                      .ifPresent(curation::judgeAgain));
        }
      }
      case 2 -> curation.withdraw(pick(random, pool));
      default -> {}
    }
  }

  private static void change(Runnable work) {
    QuarkusTransaction.requiringNew().run(work);
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private int compare(List<Address> pool, String when) {
    assertThat(curator.audit(rules, clock.instant())).as(when).isEmpty();
    Map<Address, VerdictLedger.Kept> kept =
        QuarkusTransaction.requiringNew().call(() -> verdicts.kept(pool));
    int listed = 0;
    for (Address address : pool) {
      boolean global =
          Optional.ofNullable(kept.get(address)).orElseThrow().state() == Verdict.State.GLOBAL;
      assertThat(publisher.listedSince(address).isPresent())
          .as("%s, %s", when, address)
          .isEqualTo(global);
      if (global) {
        Instant end = curation.explain(address).expiresAt().orElseThrow();
        assertThat(endKept(address)).as(when).isEqualTo(end.getEpochSecond());
        listed++;
      }
    }
    return listed;
  }

  private long endKept(Address address) {
    return new TestSql(dataSource)
        .number(
            "select extract(epoch from v.expires_at)::bigint from verdict v join listing l"
                + " on l.address = v.address and l.expires_at = v.expires_at"
                + " where v.address = ?::inet",
            address.toString());
  }

  private List<String> evidenceKept(int seed) {
    return new TestSql(dataSource)
        .rows(
            "select address, organisation_id, scenario_id, first_at, last_at from sighting"
                + " where last_at >= (select forgotten_before from fold_position) and (address <<= ?::inet or address <<= ?::inet) order by 1, 2, 3",
            "45.84." + (40 + seed) + ".0/24",
            "2a01:4f8:" + (40 + seed) + "::/48");
  }

  private List<String> evidenceFromScratch(int seed) {
    return new TestSql(dataSource)
        .rows(
            "select s.address, s.organisation_id, s.scenario_id, min(s.received_at),"
                + " max(s.received_at) from signal s"
                + " left join evidence_void v on v.address = s.address"
                + " where (s.address <<= ?::inet or s.address <<= ?::inet)"
                + " and s.organisation_id is not null and s.admissible"
                + " and s.received_at - s.stopped_at <= interval '24 hours'"
                + " and s.received_at > coalesce(v.before, '-infinity')"
                + " group by 1, 2, 3 having max(s.received_at) >="
                + " to_timestamp(?) - interval '7 days' order by 1, 2, 3",
            "45.84." + (40 + seed) + ".0/24",
            "2a01:4f8:" + (40 + seed) + "::/48",
            clock.instant().getEpochSecond());
  }
}
