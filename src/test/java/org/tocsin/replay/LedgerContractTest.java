package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Candidates;
import org.tocsin.curation.Curator;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Exemptions;
import org.tocsin.curation.Ledgers;
import org.tocsin.curation.Policy;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Transactions;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;
import org.tocsin.enrolment.Agent;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;
import org.tocsin.signal.Scenario;
import org.tocsin.signal.Signal;
import org.tocsin.signal.SignalBatch;
import org.tocsin.signal.SignalStore;

/**
 * Whatever happens, the ledgers in the database hold what those in memory hold, also when every now
 * and then a step is lost before its commit.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Timeout(120)
final class LedgerContractTest {

  private static final List<String> SCENARIOS =
      List.of(
          "crowdsecurity/ssh-bf",
          "crowdsecurity/http-sensitive-files",
          "crowdsecurity/http-probing",
          "crowdsecurity/iptables-scan-multi_ports",
          "somebody/unheard-of");

  private static final List<String> NEVER = List.of("1.1.1.1", "8.8.8.8", "8.8.4.4", "9.9.9.9");

  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** An agent, where it stands and whose it is. */
  private record Sensor(Agent agent, long organisation, Network network) {}

  private static final class Changing implements Exemptions {
    private final Map<Prefix, Exemption> now = new TreeMap<>();

    @Override
    public List<Exemption> inForce(Instant at) {
      return List.copyOf(now.values());
    }

    @Override
    public List<Prefix> takeExpired(Instant at) {
      return List.of();
    }
  }

  @Inject EvidenceLedger evidence;
  @Inject VerdictLedger verdicts;
  @Inject TrustLedger trust;
  @Inject SignalStore signals;
  @Inject Organisations organisations;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private final Map<Long, Enrolled> enrolled = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final InMemoryEvidence seen = new InMemoryEvidence(enrolled);
  private final InMemoryVerdicts judged = new InMemoryVerdicts(changes::add);
  private final InMemoryTrust known = new InMemoryTrust(enrolled);
  private final Changing exemptions = new Changing();
  private final Set<Verdict.State> states = new TreeSet<>();
  private Random random = new Random(0);
  private int losses;
  private long refused;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whatIsKeptIsWhatAnInMemoryLedgerKeeps(int seed) throws Exception {
    random = new Random(seed);
    // Days, nights and weeks begin at the same point of every play, whenever it is played.
    clock.advance(
        Duration.between(
            clock.instant(),
            clock
                .instant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()));
    RuleBook book = new RuleBook(StrictRules.withSmallCaps("contract " + seed));
    Curator stored =
        new Curator(
            new Ledgers(evidence, verdicts, trust, new InMemoryReviews(), exemptions), losing());
    Curator remembered =
        new Curator(new Ledgers(seen, judged, known, new InMemoryReviews(), exemptions), atOnce());
    stored(() -> stored.run(book, true, clock.instant()));
    remembered.run(book, true, clock.instant());
    List<Sensor> sensors = sensors(seed);
    List<Address> pool = pool(seed);
    for (int round = 0; round < 60; round++) {
      report(sensors, pool);
      clock.advance(pause());
      Instant now = clock.instant();
      boolean soaks = random.nextInt(5) > 0;
      stored(() -> stored.run(book, soaks, now));
      remembered.run(book, soaks, now);
      act(book, stored, remembered, pool);
      compare(pool, "seed " + seed + ", round " + round);
      assertThat(stored(() -> stored.audit(book, now)).stream().filter(pool::contains).toList())
          .as("audit of seed %d, round %d", seed, round)
          .isEqualTo(remembered.audit(book, now));
    }

    assertThat(losses).as("steps were lost").isGreaterThan(10);
    assertThat(refused).as("caps were reached").isGreaterThan(10);
    assertThat(states)
        .as("states that were seen")
        .contains(
            Verdict.State.GLOBAL,
            Verdict.State.SCOPED,
            Verdict.State.SOAKING,
            Verdict.State.REJECTED);
  }

  private Duration pause() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> Duration.ofDays(1 + random.nextInt(9));
      // Some of what arrived since the last run is too old by the next one, some is not.
      case 4 -> Evidence.KEPT.minusSeconds(random.nextInt(120));
      case 2, 3 -> Duration.ofHours(random.nextInt(30));
      default -> Duration.ofSeconds(random.nextInt(3_000));
    };
  }

  private static Transactions atOnce() {
    return new Transactions() {
      @Override
      public <T> T call(Supplier<T> step) {
        return step.get();
      }
    };
  }

  /** Every now and then what a step did is lost with its commit. */
  private Transactions losing() {
    return new Transactions() {
      @Override
      public <T> T call(Supplier<T> step) {
        return QuarkusTransaction.joiningExisting()
            .call(
                () -> {
                  T result = step.get();
                  if (random.nextInt(40) == 0) {
                    throw new Lost();
                  }
                  return result;
                });
      }
    };
  }

  private <T> T stored(Supplier<T> work) {
    while (true) {
      try {
        return work.get();
      } catch (Lost e) {
        losses++;
      }
    }
  }

  private List<Address> pool(int seed) {
    List<Address> pool = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pool.add(Address.parse("45.85." + seed + "." + i).orElseThrow());
      pool.add(Address.parse("2a01:4f9:" + seed + "::" + i).orElseThrow());
    }
    pool.add(Address.parse(NEVER.get(seed % NEVER.size())).orElseThrow());
    return pool;
  }

  private List<Sensor> sensors(int seed) throws Exception {
    List<Sensor> sensors = new ArrayList<>();
    TestSql sql = new TestSql(dataSource);
    for (int i = 0; i < 9; i++) {
      Organisation made =
          organisations.create("contract " + seed + " " + i, i < 2, i == 2).orElseThrow();
      Witness.Standing standing =
          i < 2
              ? Witness.Standing.VOUCHED
              : i == 2 ? Witness.Standing.HONEYPOT : Witness.Standing.ORDINARY;
      enrolled.put(made.id(), new Enrolled(made.id(), standing, clock.instant()));
      for (int j = 0; j < 2; j++) {
        Network network = new Network(64_500 + (i + j) % 5, "p" + (i + j) % 7);
        int id =
            (int)
                sql.number(
                    "insert into agent (login, password_hash, organisation_id, tags, created_at,"
                        + " asn, prefix_hash) values (?, '', ?, '{}', now(), ?, ?) returning id",
                    "contract " + seed + " " + i + " " + j,
                    made.id(),
                    network.asn(),
                    network.prefix());
        sensors.add(
            new Sensor(
                new Agent(id, "contract", OptionalLong.of(made.id()), false), made.id(), network));
      }
    }
    return sensors;
  }

  private void report(List<Sensor> sensors, List<Address> pool) throws Exception {
    for (int i = random.nextInt(60); i > 0; i--) {
      Sensor sensor = pick(sensors);
      Address address = pick(pool);
      String scenario = SCENARIOS.get(Math.min(random.nextInt(7), random.nextInt(5)));
      clock.advance(Duration.ofNanos(1_000L * (1 + random.nextInt(5_000_000))));
      Duration skew =
          Duration.ofSeconds(
              random.nextInt(4) == 0 ? random.nextInt(180_000) - 90_000 : random.nextInt(400));
      Instant at = clock.instant();
      Signal signal =
          new Signal(
              address,
              Scenario.of(scenario, "").orElseThrow(),
              Optional.empty(),
              Optional.of(at.minus(skew)),
              Optional.of(Long.toString(random.nextLong())),
              true);
      signals
          .store(new SignalBatch(sensor.agent(), at, List.of(signal)))
          .toCompletableFuture()
          .get();
      seen.arrive(
          new Report(
              at,
              sensor.organisation(),
              sensor.agent().id(),
              sensor.network(),
              address,
              scenario,
              skew));
    }
  }

  private void act(RuleBook book, Curator stored, Curator remembered, List<Address> pool) {
    Address address = pick(pool);
    Instant now = clock.instant();
    switch (random.nextInt(9)) {
      case 0 -> {
        QuarkusTransaction.requiringNew()
            .run(
                () -> {
                  evidence.voidUpTo(address, now);
                  verdicts.change(address, Standing::pardoned, now);
                });
        seen.voidUpTo(address, now);
        judged.change(address, Standing::pardoned, now);
        stored(() -> one(() -> stored.judgeNow(book, address, now)));
        remembered.judgeNow(book, address, now);
      }
      case 1 -> change(address, standing -> standing.delisted(now), now);
      case 2 -> change(address, standing -> standing.decided(Standing.Outcome.PUBLISH, now), now);
      case 3 -> change(address, standing -> standing.decided(Standing.Outcome.DROP, now), now);
      case 4 -> {
        Prefix range = Prefix.around(address, address.family().bits() - random.nextInt(3));
        if (exemptions.now.remove(range) == null) {
          Exemption.Tier tier = pick(List.of(Exemption.Tier.values()));
          exemptions.now.put(range, new Exemption(range, tier, "a test"));
        }
        QuarkusTransaction.requiringNew().run(() -> stored.judgeAgain(range, now));
        remembered.judgeAgain(range, now);
      }
      default -> {
        return;
      }
    }
    clock.advance(Duration.ofSeconds(1));
    Instant later = clock.instant();
    stored(() -> stored.run(book, true, later));
    remembered.run(book, true, later);
  }

  private static Boolean one(Runnable work) {
    QuarkusTransaction.joiningExisting().run(work);
    return true;
  }

  private void change(
      Address address, java.util.function.UnaryOperator<Standing> change, Instant now) {
    QuarkusTransaction.requiringNew().run(() -> verdicts.change(address, change, now));
    judged.change(address, change, now);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private void compare(List<Address> pool, String when) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              compareEach(evidence.evidence(pool), seen.evidence(pool), when);
              compareTrust(pool, when);
              Map<Address, VerdictLedger.Kept> kept = judged.kept(pool);
              Map<Address, VerdictLedger.Kept> stored = verdicts.kept(pool);
              pool.forEach(
                  one ->
                      assertThat(stored.get(one)).as("%s, %s", when, one).isEqualTo(kept.get(one)));
              kept.values().forEach(one -> states.add(one.state()));
              for (Address address : pool) {
                Prefix range =
                    Prefix.around(address, address.family() == Address.Family.IPV4 ? 24 : 48);
                assertThat(verdicts.listed(range)).as(when).isEqualTo(judged.listed(range));
              }
              Instant soon = clock.instant().plusSeconds(3_600);
              assertThat(verdicts.due(soon, Integer.MAX_VALUE))
                  .filteredOn(pool::contains)
                  .as(when)
                  .isEqualTo(judged.due(soon, Integer.MAX_VALUE));
            });
    TestSql sql = new TestSql(dataSource);
    assertThat(
            pool.stream()
                .mapToLong(
                    address ->
                        sql.number(
                            "select count(*) from state_change where address = ?::inet",
                            address.toString()))
                .sum())
        .as("%s: reasons", when)
        .isEqualTo(changes.stream().filter(LedgerContractTest::isOfState).count());
  }

  private static void compareEach(List<Evidence> stored, List<Evidence> seen, String when) {
    assertThat(stored).hasSameSizeAs(seen);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(stored.get(i)).as(when).isEqualTo(seen.get(i));
    }
  }

  private static boolean isOfState(Change change) {
    return change.before() != VerdictLedger.Kept.of(change.verdict()).state();
  }

  private void compareTrust(List<Address> pool, String when) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    assertThat(ours(trust.enrolled()).keySet()).as(when).isEqualTo(enrolled.keySet());
    assertThat(ours(trust.reputations())).as(when).isEqualTo(known.reputations());
    for (LocalDate day : List.of(today, today.minusDays(1))) {
      assertThat(ours(evidence.volumes(day))).as(when).isEqualTo(seen.volumes(day));
      assertThat(ours(trust.credits(day))).as(when).isEqualTo(known.credits(day));
    }
    assertThat(trust.lastNight()).as(when).isEqualTo(known.lastNight());
    LocalDate first = today.minusDays(Policy.Scoped.LONGEST_AFFINITY_WINDOW.toDays());
    assertThat(
            trust.coReportsSince(first).entrySet().stream()
                .filter(entry -> enrolled.containsKey(entry.getKey().one()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
        .as(when)
        .isEqualTo(known.coReportsSince(first));
    Instant since = clock.instant().minus(Duration.ofDays(1));
    assertThat(
            trust.candidatesSince(since).stream()
                .filter(candidate -> pool.contains(candidate.address()))
                .collect(Collectors.toSet()))
        .as(when)
        .isEqualTo(Set.<Candidates.Candidate>copyOf(known.candidatesSince(since)));
    refused +=
        seen.volumes(today).values().stream()
            .filter(volume -> volume == StrictRules.ORGANISATION_CAP)
            .count();
  }

  private <T> Map<Long, T> ours(Map<Long, T> all) {
    return all.entrySet().stream()
        .filter(entry -> enrolled.containsKey(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
