package org.tocsin.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.Together;

/** A signal is stored once, however and however often it comes. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class SignalStoreTest {

  @Inject SignalStore store;
  @Inject DataSource dataSource;
  @Inject TestClock clock;

  private StoredSignals stored;
  private Instant now;

  @BeforeEach
  void begin() {
    stored = new StoredSignals(dataSource);
    now = clock.instant();
  }

  private static List<Signal> alerts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> StoredSignals.alert("45.83.80." + i, UUID.randomUUID().toString()))
        .toList();
  }

  private CompletableFuture<Void> submit(Instant at, List<Signal> signals) {
    return store
        .store(new SignalBatch(stored.agent(), at, signals))
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS);
  }

  @Test
  void storesTheSameUuidOnceWithinABatch() {
    Signal alert = StoredSignals.alert("45.83.80.1", "twice");

    submit(now, List.of(alert, alert)).join();

    assertThat(stored.count()).isEqualTo(1);
  }

  @Test
  void keepsTheFirstOfTwoBodiesUnderOneUuid() {
    submit(
            now,
            List.of(
                StoredSignals.alert("45.83.80.1", "one uuid"),
                StoredSignals.alert("45.83.80.2", "one uuid")))
        .join();
    submit(now, List.of(StoredSignals.alert("45.83.80.3", "one uuid"))).join();

    assertThat(stored.column("host(address)")).containsExactly("45.83.80.1");
  }

  @Test
  void storesOnceWhatManySendAtTheSameTime() {
    long before = store.count();
    long position = stored.lastPosition();
    List<Signal> signals = alerts(50);

    Together.run(
        32,
        i -> {
          List<Signal> shifted = new ArrayList<>(signals);
          Collections.rotate(shifted, i);
          return submit(now, shifted).join();
        });

    assertThat(stored.count()).isEqualTo(50);
    assertThat(store.count() - before).isEqualTo(50);
    assertThat(stored.lastPosition() - position).isEqualTo(50);
  }

  @Test
  void storesOnceWhatTwoServersWriteAtTheSameTime() {
    long position = stored.lastPosition();
    List<EncodedBatch> batch =
        List.of(StoredSignals.encoded(new SignalBatch(stored.agent(), now, alerts(200))));

    Together.run(8, i -> write(stored.writer(), batch));

    assertThat(stored.count()).isEqualTo(200);
    assertThat(stored.column("(position - " + position + ")::text"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 200).mapToObj(Integer::toString).toList());
  }

  private static boolean write(PostgresSignalWriter writer, List<EncodedBatch> batch) {
    try {
      writer.write(batch);
      return true;
    } catch (SignalsNotStored e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void storesNothingAgainWhenABatchIsReplayedAfterARestart() throws SignalsNotStored {
    List<EncodedBatch> batch =
        List.of(StoredSignals.encoded(new SignalBatch(stored.agent(), now, alerts(10))));

    stored.writer().write(batch);
    stored.writer().write(batch);

    assertThat(stored.count()).isEqualTo(10);
  }

  @Test
  void stillKnowsASignalAfterMidnight() {
    Signal alert = StoredSignals.alert("45.83.80.1", "across midnight");

    submit(now, List.of(alert)).join();
    submit(now.plus(Duration.ofDays(1)), List.of(alert)).join();

    assertThat(stored.count()).isEqualTo(1);
  }

  @Test
  void countsASignalOfTheSameUuidForEveryAgent() {
    Signal alert = StoredSignals.alert("45.83.80.1", "shared uuid");

    submit(now, List.of(alert)).join();
    StoredSignals others = new StoredSignals(dataSource);
    store.store(new SignalBatch(others.agent(), now, List.of(alert))).toCompletableFuture().join();

    assertThat(stored.count() + others.count()).isEqualTo(2);
  }

  @Test
  void storesTimesAndAddressesAtTheirLimits() {
    Instant first = Instant.parse("0001-01-01T00:00:00Z");
    Instant last = Instant.parse("9999-12-31T23:59:59Z");
    Instant odd = Instant.parse("1969-12-31T23:59:59.123456789Z");
    submit(
            now,
            List.of(
                StoredSignals.signal("45.83.80.1", Optional.of(first), Optional.of(last)),
                StoredSignals.signal(
                    "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Optional.of(odd), Optional.empty()),
                StoredSignals.signal("255.255.255.255", Optional.empty(), Optional.empty())))
        .join();

    assertThat(
            stored.column(
                "concat_ws('|', address, started_at at time zone 'UTC',"
                    + " stopped_at at time zone 'UTC')"))
        .containsExactlyInAnyOrder(
            "45.83.80.1|0001-01-01 00:00:00|9999-12-31 23:59:59",
            "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff|1969-12-31 23:59:59.123456",
            "255.255.255.255");
  }

  @Test
  void takesAnEmptyBatchForStored() {
    assertThat(submit(now, List.of())).succeedsWithin(Duration.ofSeconds(30));
  }
}
