package org.tocsin.publication;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.address.Address;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Timeout(60)
final class PublisherTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Inject Publisher publisher;
  @Inject VerdictLedger verdicts;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private Instant now = Instant.EPOCH;
  private Policy.Breaker breaker =
      new Policy.Breaker(new Policy.AtLeast(500, 10), new Policy.AtLeast(500, 10));

  @BeforeEach
  void publishWhatOthersLeft() {
    now = clock.instant();
    publish();
  }

  private Publication publish() {
    return QuarkusTransaction.requiringNew().call(() -> publisher.publish(breaker, Set.of(), now));
  }

  private void judged(Verdict... judged) {
    QuarkusTransaction.requiringNew().run(() -> verdicts.save(List.of(judged), now));
  }

  private PublishedList current() {
    return QuarkusTransaction.requiringNew().call(() -> publisher.current(now));
  }

  private List<String> listed() {
    return current().entries().stream().map(entry -> entry.address().toString()).toList();
  }

  private List<String> withdrawn() {
    return current().withdrawn().stream().map(Address::toString).toList();
  }

  @Test
  void aRunThatChangesNoMemberMakesNoReleaseThoughTimesMayChange() {
    judged(MadeUp.listed("45.84.20.1", now.plus(HOUR)));
    Publication made = publish();
    judged(MadeUp.listed("45.84.20.1", now.plus(HOUR).plus(HOUR)));

    assertThat(publish()).isEqualTo(new Publication(0, 0, made.serial(), 0, 0));
    assertThat(current().entries())
        .contains(
            new PublishedList.Entry(
                MadeUp.address("45.84.20.1"), "t/attack", now.plus(HOUR).plus(HOUR)));
    assertThat(publisher.listedSince(MadeUp.address("45.84.20.1"))).hasValue(made.serial());
    assertThat(publisher.listedSince(MadeUp.address("45.84.20.2"))).isEmpty();
  }

  @Test
  void whatSoaksIsNotPublished() {
    judged(MadeUp.soaking("45.84.20.3", now));

    assertThat(publish().published()).isZero();
    assertThat(listed()).doesNotContain("45.84.20.3");
  }

  @Test
  void changesReplayedFromTheFirstReleaseGiveEveryReleasesSet() throws Exception {
    Random random = new Random(7);
    List<String> pool =
        Stream.iterate(1, n -> n + 1)
            .limit(20)
            .flatMap(n -> Stream.of("45.84.21." + n * 12, "2a01:4f8:21:" + n * 99 + "::" + n))
            .toList();
    for (int run = 0; run < 15; run++) {
      for (String address : pool) {
        switch (random.nextInt(4)) {
          case 0 -> judged(MadeUp.listed(address, now.plus(HOUR)));
          case 1 -> judged(MadeUp.off(address));
          default -> {}
        }
      }
      publish();
    }

    TestSql sql = new TestSql(dataSource);
    Set<IPAddress> set = new TreeSet<>(NUMERIC);
    long serial = 0;
    for (String release :
        sql.rows(
            "select serial, encode(set_sha256, 'hex'), count_v4, count_v6 from release"
                + " order by serial")) {
      serial++;
      for (String change :
          sql.rows("select added, host(address) from release_change where serial = ?", serial)) {
        IPAddress address = new IPAddressString(change.substring(2)).getAddress();
        assertThat(change.startsWith("t") ? set.add(address) : set.remove(address))
            .as("release %d: %s", serial, change)
            .isTrue();
      }
      long ipv4 = set.stream().filter(IPAddress::isIPv4).count();
      assertThat(release)
          .as("numbers are dense, and each describes its set")
          .isEqualTo(serial + " " + sha256(set) + " " + ipv4 + " " + (set.size() - ipv4));
    }
    assertThat(serial).isEqualTo(current().serial()).isGreaterThan(10);
    assertThat(listed()).isEqualTo(set.stream().map(IPAddress::toCanonicalString).toList());
  }

  private static final Comparator<IPAddress> NUMERIC =
      Comparator.comparing(IPAddress::isIPv6).thenComparing(IPAddress::getValue);

  private static String sha256(Set<IPAddress> set) throws Exception {
    StringBuilder text = new StringBuilder();
    set.forEach(address -> text.append(address.toCanonicalString()).append('\n'));
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256")
                .digest(text.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aRunThatCrashedBeforeItsCommitLeavesNothingAndIsRepeated() {
    long serial = current().serial();
    judged(MadeUp.listed("45.84.22.1", now.plus(HOUR)));
    QuarkusTransaction.begin();
    assertThat(publisher.publish(breaker, Set.of(), now).serial()).isEqualTo(serial + 1);
    QuarkusTransaction.rollback();

    assertThat(current().serial()).isEqualTo(serial);
    assertThat(listed()).doesNotContain("45.84.22.1");
    assertThat(publish()).isEqualTo(new Publication(1, 0, serial + 1, 0, 0));
  }

  @Test
  void ofTwoPublishersThatStartFromOneReleaseOneGivesUp() throws Exception {
    long serial = current().serial();
    judged(MadeUp.listed("45.84.22.2", now.plus(HOUR)));
    CountDownLatch published = new CountDownLatch(1);
    CountDownLatch commit = new CountDownLatch(1);
    CompletableFuture<Long> first =
        CompletableFuture.supplyAsync(
            () ->
                QuarkusTransaction.requiringNew()
                    .call(
                        () -> {
                          long made = publisher.publish(breaker, Set.of(), now).serial();
                          published.countDown();
                          assertThat(commit.await(30, TimeUnit.SECONDS)).isTrue();
                          return made;
                        }));
    assertThat(published.await(30, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Publication> second = CompletableFuture.supplyAsync(this::publish);
    awaitAWaitingTransaction();
    commit.countDown();

    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(serial + 1);
    assertThat(second)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingRootCause()
        .withMessage("another publisher made release " + (serial + 1));
    assertThat(current().serial()).isEqualTo(serial + 1);
    assertThat(publish())
        .as("nothing is left to do")
        .isEqualTo(new Publication(0, 0, serial + 1, 0, 0));
  }

  private void awaitAWaitingTransaction() {
    TestSql sql = new TestSql(dataSource);
    Instant deadline = Instant.now().plusSeconds(30);
    while (sql.number("select count(*) from pg_locks where not granted") == 0) {
      assertThat(Instant.now()).as("nobody waits").isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void whatLeavesEarlyIsWithdrawnUntilTheEndThatWasTold() {
    Instant told = now.plus(HOUR);
    judged(MadeUp.listed("45.84.23.1", told));
    publish();
    judged(MadeUp.off("45.84.23.1"));
    publish();

    for (Instant at : List.of(now, told.minusSeconds(1))) {
      now = at;
      publish();
      assertThat(withdrawn()).as("at %s", at).contains("45.84.23.1");
    }
    now = told;
    assertThat(withdrawn()).doesNotContain("45.84.23.1");
  }

  @Test
  void theEndThatWasToldIsTheLatestOneEverTold() {
    Instant told = now.plus(HOUR).plus(HOUR);
    judged(MadeUp.listed("45.84.23.2", told));
    publish();
    judged(MadeUp.listed("45.84.23.2", now.plus(HOUR)));
    publish();
    now = now.plus(HOUR);
    judged(MadeUp.off("45.84.23.2"));
    publish();

    assertThat(withdrawn()).contains("45.84.23.2");
    now = told.minusSeconds(1);
    assertThat(withdrawn()).contains("45.84.23.2");
  }

  @Test
  void whatEndsByItselfIsNeverWithdrawn() {
    judged(MadeUp.listed("45.84.23.3", now.plus(HOUR)));
    publish();
    now = now.plus(HOUR);
    judged(MadeUp.off("45.84.23.3"));
    Publication made = publish();

    assertThat(made.removed()).isGreaterThanOrEqualTo(1);
    assertThat(listed()).doesNotContain("45.84.23.3");
    assertThat(withdrawn()).doesNotContain("45.84.23.3");
  }

  @Test
  void whatIsListedAgainIsWithdrawnNoMoreAndItsEndIsStillRemembered() {
    Instant told = now.plus(HOUR.multipliedBy(3));
    judged(MadeUp.listed("45.84.23.4", told));
    publish();
    judged(MadeUp.off("45.84.23.4"));
    publish();
    judged(MadeUp.listed("45.84.23.4", now.plus(HOUR)));
    publish();
    assertThat(withdrawn()).doesNotContain("45.84.23.4");
    assertThat(listed()).contains("45.84.23.4");

    now = now.plus(HOUR);
    judged(MadeUp.off("45.84.23.4"));
    publish();
    List<String> seen = new ArrayList<>(withdrawn());
    assertThat(seen).as("somebody may still hold the first telling").contains("45.84.23.4");
  }

  private void judgeMany(int count, String format, Instant until) {
    for (int i = 1; i <= count; i++) {
      judged(MadeUp.listed(format.formatted(i), until));
    }
  }

  /** One more than may join or leave at once. */
  private int tooMany() {
    return Math.max(5, (listed().size() + 9) / 10) + 1;
  }

  @Test
  void whatWouldAddTooMuchAtOnceWaitsUntilSomebodyAgrees() {
    breaker = MadeUp.BREAKER;
    long serial = current().serial();
    int many = tooMany();
    judgeMany(many, "45.84.24.%d", now.plus(HOUR));
    assertThat(publish()).isEqualTo(new Publication(0, 0, serial, many, 0));
    assertThat(publisher.parkedSince()).hasValue(now);
    judged(MadeUp.listed("45.84.24.200", now.plus(HOUR)));
    assertThat(publish()).as("nothing else joins").isEqualTo(new Publication(0, 0, serial, 0, 0));

    QuarkusTransaction.requiringNew().run(() -> publisher.approveParked("somebody"));
    assertThat(publisher.parkedSince()).isEmpty();
    assertThat(publish().published()).isEqualTo(many + 1);
    assertThat(publisher.parkedSince()).isEmpty();
  }

  @Test
  void whileAdditionsWaitWhatEndsOrIsExemptOrIsWithdrawnLeaves() {
    breaker = MadeUp.BREAKER;
    judged(
        MadeUp.listed("45.84.24.210", now.plus(HOUR)),
        MadeUp.listed("45.84.24.211", now.plus(HOUR)),
        MadeUp.listed("45.84.24.212", now.plus(HOUR)));
    publish();
    int many = tooMany();
    judgeMany(many, "2a01:4f8:24::%d", now.plus(HOUR).plus(HOUR));
    assertThat(publish().parkedAdditions()).isEqualTo(many);
    judged(MadeUp.rejected("45.84.24.210", now.plus(HOUR)), MadeUp.off("45.84.24.211"));
    now = now.plus(HOUR);
    judged(MadeUp.off("45.84.24.212"));

    assertThat(publish().removed()).isGreaterThanOrEqualTo(3);
    assertThat(listed()).doesNotContain("45.84.24.210", "45.84.24.211", "45.84.24.212");
    QuarkusTransaction.requiringNew().run(() -> publisher.dropParked(now));
    assertThat(publish().published()).as("what was dropped does not join").isZero();
    assertThat(publisher.parkedSince()).isEmpty();
    assertThat(verdicts.kept(List.of(MadeUp.address("2a01:4f8:24::1"))))
        .as("and is left alone when it is judged again")
        .allSatisfy(
            (address, kept) ->
                assertThat(kept.standing().past().decision())
                    .hasValue(new Standing.Decision(Standing.Outcome.DROP, now)));
  }

  @Test
  void whatWouldLeaveTooMuchBeforeItsTimeStaysUntilItsTimeUnlessItIsWithdrawn() {
    breaker = MadeUp.BREAKER;
    Instant told = now.plus(HOUR.multipliedBy(5));
    int many = 40 + tooMany();
    for (int i = 1; i <= many; i++) {
      judged(MadeUp.listed("45.84.29." + i, told));
      if (i % 5 == 0) {
        publish();
      }
    }
    publish();
    long serial = current().serial();
    for (int i = 1; i <= many; i++) {
      judged(MadeUp.off("45.84.29." + i));
    }
    assertThat(publish()).isEqualTo(new Publication(0, 0, serial, 0, many));
    assertThat(listed()).contains("45.84.29.1");
    QuarkusTransaction.requiringNew().run(() -> publisher.dropParked(now));
    assertThat(publish())
        .as("it is not asked again")
        .isEqualTo(new Publication(0, 0, serial, 0, 0));
    judgeMany(tooMany(), "2a01:4f8:29::%d", told);
    publish();
    QuarkusTransaction.requiringNew().run(() -> publisher.approveParked("somebody"));
    publish();
    assertThat(listed())
        .as("who agrees to other changes does not agree to what was dropped")
        .contains("45.84.29.1", "2a01:4f8:29::1");

    Publication made =
        QuarkusTransaction.requiringNew()
            .call(
                () -> publisher.publish(MadeUp.BREAKER, Set.of(MadeUp.address("45.84.29.1")), now));
    assertThat(made.removed()).isEqualTo(1);
    now = told;
    publish();
    assertThat(listed()).noneMatch(address -> address.startsWith("45.84.29."));
  }
}
