package org.tocsin.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestDatabase;

/** Days are made ahead, and dropped whole when they are old and folded. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class SignalRetentionTest {

  /** Days of which no other test knows, all of them older than what other tests store. */
  private static final Instant DAY = Instant.parse("2020-03-10T12:00:00Z");

  private static final Duration KEPT = Duration.ofDays(2);

  @Inject SignalStore store;
  @Inject SignalRetention retention;
  @Inject DataSource dataSource;

  private StoredSignals stored;

  @BeforeEach
  void begin() {
    stored = new StoredSignals(dataSource);
  }

  private void store(Instant at, int count) {
    for (int i = 0; i < count; i++) {
      store
          .store(
              new SignalBatch(
                  stored.agent(),
                  at,
                  List.of(StoredSignals.alert("45.83.82.1", UUID.randomUUID().toString()))))
          .toCompletableFuture()
          .join();
    }
  }

  private boolean partitionExists(String day) {
    return stored.query("select to_regclass('signal_" + day + "') is not null").contains("t");
  }

  @Test
  void makesThePartitionsOfTodayAndTomorrow() {
    retention.prepare(Instant.parse("2019-12-31T23:59:59Z"));

    assertThat(partitionExists("20191231")).isTrue();
    assertThat(partitionExists("20200101")).isTrue();
    assertThat(partitionExists("20200102")).isFalse();
    retention.prepare(Instant.parse("2019-12-31T23:59:59Z"));
  }

  @Test
  void dropsADayOnlyWhenAllOfItIsOld() {
    long before = store.count();
    store(DAY, 3);
    store(DAY.plus(Duration.ofDays(1)), 2);
    Instant endOfDay = DAY.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));

    assertThat(retention.drop(endOfDay.plus(KEPT).minusMillis(1), stored.lastPosition())).isZero();
    assertThat(store.count() - before).isEqualTo(5);
    assertThat(retention.drop(endOfDay.plus(KEPT), stored.lastPosition())).isEqualTo(1);
    assertThat(store.count() - before).isEqualTo(2);
    assertThat(stored.count()).isEqualTo(2);
    assertThat(partitionExists("20200310")).isFalse();
    assertThat(retention.drop(endOfDay.plus(KEPT).plus(Duration.ofDays(1)), stored.lastPosition()))
        .isEqualTo(1);
    assertThat(store.count()).isEqualTo(before);
  }

  @Test
  void keepsAnOldDayUntilItsLastSignalIsFolded() {
    Instant day = DAY.plus(Duration.ofDays(10));
    store(day, 2);
    long folded = stored.lastPosition();
    Instant later = day.plus(Duration.ofDays(4));

    assertThat(retention.drop(later, folded - 1)).isZero();
    assertThat(stored.count()).isEqualTo(2);
    assertThat(retention.drop(later, folded)).isEqualTo(1);
    assertThat(stored.count()).isZero();
  }

  @Test
  void storesAgainOnADayThatWasDroppedByAClockThatWasWrong() {
    Instant day = DAY.plus(Duration.ofDays(20));
    store(day, 1);
    retention.drop(day.plus(Duration.ofDays(10)), stored.lastPosition());

    store(day, 1);

    assertThat(stored.count()).isEqualTo(1);
    retention.drop(day.plus(Duration.ofDays(10)), stored.lastPosition());
  }
}
