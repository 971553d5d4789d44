package org.tocsin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestVerdicts;
import org.tocsin.address.Address;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.ScopedList;
import org.tocsin.publication.ScopedListings;

/**
 * Clients that apply what they are given hold exactly what is listed for them, whatever happens to
 * the verdicts and however seldom they ask.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Timeout(120)
final class ScopedDeliveryTest {

  private static final long FIRST_ORGANISATION = 7_000_000_000L;
  private static final int ORGANISATIONS = 3;
  private static final int RUNS = 25;
  private static final int STEPS = 30;
  private static final Duration STEP = Duration.ofMinutes(30);
  private static final List<String> POOL =
      List.of("45.86.1.1", "45.86.1.2", "45.86.1.3", "45.86.1.4", "2a01:4f8:86::1");

  @Inject Publisher publisher;
  @Inject ScopedListings scoped;
  @Inject CurrentList currentList;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private final Map<String, Listing> listed = new TreeMap<>();

  /** What the verdict on an address says; no organisations mean everybody. */
  private record Listing(Instant expiresAt, Set<Long> organisations) {}

  /** An engine: what it was told lasts until the latest end it was told. */
  private static final class Client {
    private final Optional<Long> organisation;
    private final Map<String, Instant> held = new HashMap<>();

    Client(Optional<Long> organisation) {
      this.organisation = organisation;
    }

    void apply(Deliverable list, Instant at) {
      list.withdrawn().forEach(address -> held.remove(address.toString()));
      // The list may be served this long after it was made.
      Instant from = at.plus(Edition.GOOD_FOR);
      for (Deliverable.Entry entry : list.entries()) {
        held.merge(
            entry.address().toString(),
            from.plus(entry.remaining()),
            (one, other) -> one.isAfter(other) ? one : other);
      }
    }

    Set<String> holds(Instant at) {
      return held.entrySet().stream()
          .filter(entry -> entry.getValue().isAfter(at))
          .map(Map.Entry::getKey)
          .filter(POOL::contains)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @AfterEach
  void leaveNothing() {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    POOL.forEach(verdicts::off);
    QuarkusTransaction.requiringNew()
        .run(() -> publisher.publish(TestVerdicts.BREAKER, Set.of(), clock.instant()));
    currentList.refresh();
  }

  @Test
  void clientsHoldExactlyWhatIsListedForThem() {
    Random random = new Random(86);
    Instant now = clock.instant();
    for (int run = 0; run < RUNS; run++) {
      List<Client> clients = new ArrayList<>();
      clients.add(new Client(Optional.empty()));
      for (long i = 0; i < ORGANISATIONS; i++) {
        clients.add(new Client(Optional.of(FIRST_ORGANISATION + i)));
      }
      for (int step = 0; step < STEPS; step++) {
        now = now.plus(STEP);
        changeVerdicts(random, now);
        Instant at = now;
        QuarkusTransaction.requiringNew()
            .run(() -> publisher.publish(TestVerdicts.BREAKER, Set.of(), at));
        Edition edition = edition(at);
        for (Client client : clients) {
          if (random.nextInt(3) > 0) {
            String when = "run %d, step %d, %s".formatted(run, step, client.organisation);
            pull(client, edition, when);
          }
        }
      }
      // By then whatever was told has ended.
      now = now.plus(Duration.ofDays(1));
    }
  }

  private void changeVerdicts(Random random, Instant now) {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (String address : POOL) {
      // Ends never fall on a step, so that nothing depends on the minutes a list is served.
      Instant end = now.plus(STEP.multipliedBy(random.nextInt(6))).plus(STEP.dividedBy(2));
      int choice = random.nextInt(8);
      if (choice < 3) {
        Set<Long> some = some(random);
        verdicts.scoped(address, end, some.toArray(Long[]::new));
        listed.put(address, new Listing(end, some));
      } else if (choice == 3) {
        verdicts.global(address, end);
        listed.put(address, new Listing(end, Set.of()));
      } else if (choice == 4 || hasEnded(address, now)) {
        verdicts.off(address);
        listed.remove(address);
      }
    }
  }

  private boolean hasEnded(String address, Instant now) {
    Listing listing = listed.get(address);
    return listing != null && !listing.expiresAt().isAfter(now);
  }

  /** At least one: none would mean everybody. */
  private static Set<Long> some(Random random) {
    Set<Long> some = new TreeSet<>();
    some.add(FIRST_ORGANISATION + random.nextInt(ORGANISATIONS));
    some.add(FIRST_ORGANISATION + random.nextInt(ORGANISATIONS));
    return some;
  }

  private Edition edition(Instant at) {
    return QuarkusTransaction.requiringNew()
        .call(() -> new Edition(publisher.current(at), scoped.lastChange(), at));
  }

  private void pull(Client client, Edition edition, String when) {
    Deliverable list = edition.forEverybody();
    if (client.organisation.isPresent()) {
      long organisation = client.organisation.get();
      ScopedList own =
          QuarkusTransaction.requiringNew().call(() -> scoped.of(organisation, edition.at()));
      assertThat(edition.matches(own)).as(when).isTrue();
      assertThat(organisations(edition.at()).contains(organisation))
          .as(when)
          .isEqualTo(!own.entries().isEmpty() || !own.withdrawn().isEmpty());
      list = edition.forOne(list, own);
    }
    assertThat(list.withdrawn()).as(when).doesNotHaveDuplicates();
    assertThat(Collections.disjoint(list.withdrawn(), addresses(list.entries()))).as(when).isTrue();
    assertThat(addresses(list.entries())).as(when).doesNotHaveDuplicates();
    client.apply(list, edition.at());
    assertThat(client.holds(edition.at())).as(when).isEqualTo(due(client.organisation));
  }

  private Set<Long> organisations(Instant at) {
    return QuarkusTransaction.requiringNew().call(() -> scoped.organisations(at));
  }

  private static List<Address> addresses(Collection<Deliverable.Entry> entries) {
    return entries.stream().map(Deliverable.Entry::address).toList();
  }

  private Set<String> due(Optional<Long> organisation) {
    return listed.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().organisations().isEmpty()
                    || organisation.filter(entry.getValue().organisations()::contains).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aChangeOfScopedListingsIsANumberAndNoRelease() {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    Instant now = clock.instant();
    Instant end = now.plus(Duration.ofHours(2));
    long serial = publish(now);
    long change = lastChange();

    verdicts.scoped(POOL.get(0), end, FIRST_ORGANISATION);
    assertThat(publish(now)).isEqualTo(serial);
    assertThat(lastChange()).isEqualTo(change + 1);
    assertThat(publish(now)).isEqualTo(serial);
    assertThat(lastChange()).as("nothing happened").isEqualTo(change + 1);
    verdicts.scoped(POOL.get(0), end.plusSeconds(9), FIRST_ORGANISATION);
    publish(now);
    assertThat(lastChange()).as("it only lasts longer").isEqualTo(change + 1);
    verdicts.scoped(POOL.get(0), end, FIRST_ORGANISATION, FIRST_ORGANISATION + 1);
    publish(now);
    assertThat(lastChange()).as("another gets it").isEqualTo(change + 2);
    verdicts.off(POOL.get(0));
    publish(now);
    assertThat(lastChange()).as("it left").isEqualTo(change + 3);
  }

  @Test
  void whatIsServedFollowsAChangeThatMadeNoRelease() {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    currentList.refresh();
    verdicts.scoped(POOL.get(0), clock.instant().plus(Duration.ofHours(2)), FIRST_ORGANISATION);
    publish(clock.instant());

    assertThat(addresses(currentList.forOrganisation(FIRST_ORGANISATION).entries()))
        .as("even before the refresh")
        .contains(Address.parse(POOL.get(0)).orElseThrow());
    assertThat(addresses(currentList.forOrganisation(FIRST_ORGANISATION + 1).entries()))
        .isEqualTo(addresses(currentList.current().entries()));
  }

  private long publish(Instant now) {
    return QuarkusTransaction.requiringNew()
        .call(() -> publisher.publish(TestVerdicts.BREAKER, Set.of(), now))
        .serial();
  }

  private long lastChange() {
    return QuarkusTransaction.requiringNew().call(scoped::lastChange);
  }
}
