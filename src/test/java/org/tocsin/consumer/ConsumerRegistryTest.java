package org.tocsin.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.Together;
import org.tocsin.enrolment.Organisations;

/** Which keys let in whom, with the database behind them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ConsumerRegistryTest {

  private static final Cut WHOLE = Cut.ALL;

  @Inject ConsumerRegistry registry;
  @Inject Consumers consumers;
  @Inject Organisations organisations;
  @Inject DataSource dataSource;
  @Inject TestClock clock;

  /** What should be known of a key. */
  private record Expected(long id, String key, Optional<Instant> end) {
    static Expected of(ConsumerRegistry.NewKey made) {
      return new Expected(made.id(), made.key(), Optional.empty());
    }

    boolean isInForce(Instant now) {
      return end.map(now::isBefore).orElse(true);
    }

    Expected endingBy(Instant latest) {
      return isInForce(latest) ? new Expected(id, key, Optional.of(latest)) : this;
    }
  }

  private static <T> T inTransaction(Supplier<T> act) {
    return QuarkusTransaction.requiringNew().call(act::get);
  }

  private ConsumerRegistry.NewConsumer make(OptionalLong organisation, Cut cut) {
    return inTransaction(() -> registry.create("a firewall", organisation, cut));
  }

  private ConsumerRegistry.NewConsumer make() {
    return make(OptionalLong.empty(), WHOLE);
  }

  @Test
  void knowsWhoseKeyItIsAndWhatTheyGet() {
    Cut cut =
        new Cut(
            Cut.Families.V4,
            true,
            List.of("crowdsecurity/ssh-*", "*/*-bf"),
            OptionalInt.of(9),
            OptionalLong.of(2_250_000));
    List<Long> owners = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      owners.add(organisations.create("org " + UUID.randomUUID(), true, false).orElseThrow().id());
    }
    for (long owner : owners) {
      ConsumerRegistry.NewConsumer made = make(OptionalLong.of(owner), cut);

      assertThat(made.key().key()).matches("[A-Za-z0-9]{33,200}");
      assertThat(consumers.authenticate(made.key().key()))
          .contains(
              new Consumer(
                  made.consumer().id(),
                  made.key().id(),
                  "a firewall",
                  OptionalLong.of(owner),
                  cut));
    }
    ConsumerRegistry.NewConsumer whole = make();
    assertThat(consumers.authenticate(whole.key().key()).orElseThrow().cut()).isEqualTo(WHOLE);
    assertThat(consumers.authenticate(whole.key().key()).orElseThrow().organisation()).isEmpty();
  }

  /** Every key is let in exactly until it is revoked or overdue, whatever happens to the others. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keysOverlapExactlyAsLongAsTheyWereTold(long seed) {
    Random random = new Random(seed);
    ConsumerRegistry.NewConsumer made = make();
    long id = made.consumer().id();
    List<Expected> expected = new ArrayList<>(List.of(Expected.of(made.key())));
    int refused = 0;
    for (int step = 0; step < 25; step++) {
      Instant now = clock.instant();
      int act = random.nextInt(6);
      if (act < 2) {
        Instant end = now.plusSeconds(1 + random.nextInt(40));
        ConsumerRegistry.NewKey key = inTransaction(() -> registry.issueKey(id, end).orElseThrow());
        expected.replaceAll(known -> known.endingBy(end));
        expected.add(Expected.of(key));
      } else if (act == 2) {
        int index = random.nextInt(expected.size());
        Expected gone = expected.get(index);
        inTransaction(() -> registry.revokeKey(id, gone.id()));
        expected.set(index, new Expected(gone.id(), gone.key(), Optional.of(now)));
      } else {
        clock.advance(Duration.ofSeconds(random.nextInt(15)));
      }
      for (Expected known : expected) {
        boolean letIn = consumers.authenticate(known.key()).isPresent();
        assertThat(letIn)
            .as("key %d in step %d", known.id(), step)
            .isEqualTo(known.isInForce(clock.instant()));
        refused += letIn ? 0 : 1;
      }
    }
    assertThat(expected).hasSizeGreaterThan(3);
    assertThat(refused).isPositive();
  }

  @Test
  void revokedMeansRefusedAtOnceThoughItWasJustUsed() {
    ConsumerRegistry.NewConsumer made = make();
    ConsumerRegistry.NewConsumer other = make();
    long id = made.consumer().id();
    String second =
        inTransaction(() -> registry.issueKey(id, clock.instant().plusSeconds(60)).orElseThrow())
            .key();
    assertThat(consumers.authenticate(made.key().key())).isPresent();
    assertThat(consumers.authenticate(second)).isPresent();

    assertThat(inTransaction(() -> registry.revokeKey(other.consumer().id(), made.key().id())))
        .isFalse();
    assertThat(consumers.authenticate(made.key().key())).isPresent();
    assertThat(inTransaction(() -> registry.revokeKey(id, made.key().id()))).isTrue();
    assertThat(inTransaction(() -> registry.revokeKey(id, made.key().id()))).isFalse();
    assertThat(consumers.authenticate(made.key().key())).isEmpty();
    assertThat(consumers.authenticate(second)).isPresent();

    assertThat(inTransaction(() -> registry.revoke(id))).isTrue();
    assertThat(consumers.authenticate(second)).isEmpty();
    assertThat(inTransaction(() -> registry.revoke(id))).isFalse();
    assertThat(inTransaction(() -> registry.issueKey(id, clock.instant()))).isEmpty();
    assertThat(consumers.authenticate(other.key().key())).isPresent();
  }

  @Test
  void aRevocationThatIsRolledBackRevokesNothing() {
    ConsumerRegistry.NewConsumer made = make();
    QuarkusTransaction.begin();
    assertThat(registry.revoke(made.consumer().id())).isTrue();
    QuarkusTransaction.rollback();

    assertThat(consumers.authenticate(made.key().key())).isPresent();
  }

  @Test
  void whatAnotherServerRevokesIsRefusedWithinTenSeconds() throws SQLException {
    ConsumerRegistry.NewConsumer made = make();
    consumers.authenticate(made.key().key());
    new TestSql(dataSource)
        .change("update consumer set revoked_at = now() where id = ?", made.consumer().id());

    clock.advance(Duration.ofSeconds(10));

    assertThat(consumers.authenticate(made.key().key())).isEmpty();
  }

  @Test
  void noKeyEscapesARevocationAtTheSameTime() {
    for (int round = 0; round < 5; round++) {
      long id = make().consumer().id();
      Instant end = clock.instant().plusSeconds(600);
      List<Optional<ConsumerRegistry.NewKey>> issued =
          Together.run(
              6,
              i -> {
                if (i == 3) {
                  inTransaction(() -> registry.revoke(id));
                  return Optional.<ConsumerRegistry.NewKey>empty();
                }
                return inTransaction(() -> registry.issueKey(id, end));
              });

      assertThat(issued.stream().flatMap(Optional::stream))
          .noneMatch(key -> consumers.authenticate(key.key()).isPresent());
    }
  }

  @Test
  void ofKeysIssuedTogetherOneOutlivesTheOthers() {
    ConsumerRegistry.NewConsumer made = make();
    Instant end = clock.instant().plusSeconds(5);
    Together.run(
        6, i -> inTransaction(() -> registry.issueKey(made.consumer().id(), end).orElseThrow()));

    ConsumerRegistry.ConsumerStatus status = registry.find(made.consumer().id()).orElseThrow();
    assertThat(status.keys()).hasSize(7).filteredOn(key -> key.expiresAt().isEmpty()).hasSize(1);
  }

  @Test
  void downloadsAreCountedByKey() {
    ConsumerRegistry.NewConsumer made = make();
    long id = made.consumer().id();
    Consumer first = consumers.authenticate(made.key().key()).orElseThrow();
    Consumer second =
        consumers
            .authenticate(
                inTransaction(
                        () -> registry.issueKey(id, clock.instant().plusSeconds(60)).orElseThrow())
                    .key())
            .orElseThrow();
    consumers.pulled(first, 5, 500);
    consumers.flush();
    consumers.pulled(first, 6, 60);
    clock.advance(Duration.ofSeconds(1));
    consumers.pulled(first, 7, 70);
    consumers.pulled(second, 7, 77);

    List<ConsumerRegistry.KeyStatus> keys = registry.find(id).orElseThrow().keys();
    assertThat(keys).extracting(ConsumerRegistry.KeyStatus::pulls).containsExactly(3L, 1L);
    assertThat(keys.get(0).lastSerial()).contains(7L);
    assertThat(keys.get(0).lastBytes()).contains(70L);
    assertThat(keys.get(1).lastBytes()).contains(77L);
    assertThat(keys).allMatch(key -> key.lastUsedAt().equals(Optional.of(clock.instant())));
  }

  @Test
  void listsOnlyKeysInForceAndShowsAllOfOne() {
    ConsumerRegistry.NewConsumer made = make();
    long id = made.consumer().id();
    ConsumerRegistry.NewKey second =
        inTransaction(() -> registry.issueKey(id, clock.instant().plusSeconds(2)).orElseThrow());
    ConsumerRegistry.NewKey third =
        inTransaction(() -> registry.issueKey(id, clock.instant().plusSeconds(9)).orElseThrow());
    assertThat(listed(id)).containsExactly(made.key().id(), second.id(), third.id());

    clock.advance(Duration.ofSeconds(2));
    assertThat(listed(id)).containsExactly(second.id(), third.id());
    inTransaction(() -> registry.revokeKey(id, third.id()));
    assertThat(listed(id)).containsExactly(second.id());

    assertThat(registry.find(id).orElseThrow().keys())
        .extracting(ConsumerRegistry.KeyStatus::id)
        .containsExactly(made.key().id(), second.id(), third.id());
    assertThat(registry.list(Long.MAX_VALUE, 10)).isEmpty();
  }

  private List<Long> listed(long id) {
    return registry.list(id - 1, 1).get(0).keys().stream()
        .map(ConsumerRegistry.KeyStatus::id)
        .toList();
  }
}
