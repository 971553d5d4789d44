package org.tocsin.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.TestVerdicts;
import org.tocsin.address.Address;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ScopedListingsTest {

  private static final String ADDRESS = "45.86.3.1";
  private static final long ORGANISATION = 7_100_000_000L;
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject Publisher publisher;
  @Inject ScopedListings scoped;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private void publish(Instant now) {
    QuarkusTransaction.requiringNew()
        .run(() -> publisher.publish(TestVerdicts.BREAKER, Set.of(), now));
  }

  private ScopedList own(Instant now) {
    return QuarkusTransaction.requiringNew().call(() -> scoped.of(ORGANISATION, now));
  }

  private void follow(Instant now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      PostgresScopedListings.follow(connection, now);
    }
  }

  @AfterEach
  void leaveNothing() {
    new TestVerdicts(dataSource).off(ADDRESS);
    publish(clock.instant().plus(HOUR.multipliedBy(9)));
  }

  @Test
  void whatWaitsToBeListedForEverybodyStaysUntilItIsOrUntilItsEnd() throws SQLException {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    Instant now = clock.instant();
    verdicts.scoped(ADDRESS, now.plus(HOUR), ORGANISATION);
    publish(now);
    verdicts.global(ADDRESS, now.plus(HOUR.multipliedBy(3)));

    follow(now);
    assertThat(own(now).entries())
        .containsExactly(
            new PublishedList.Entry(
                Address.parse(ADDRESS).orElseThrow(), "t/attack", now.plus(HOUR)));
    publish(now);
    assertThat(own(now).entries()).isEmpty();
    assertThat(own(now).withdrawn()).containsExactly(Address.parse(ADDRESS).orElseThrow());
    assertThat(own(now.plus(HOUR)).withdrawn()).isEmpty();
  }

  @Test
  void nothingIsKeptOfWhatNobodyCanHold() {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    Instant now = clock.instant();
    verdicts.scoped(ADDRESS, now.plus(HOUR.multipliedBy(2)), ORGANISATION);
    publish(now);
    verdicts.scoped(ADDRESS, now.plus(HOUR), ORGANISATION);
    publish(now);
    verdicts.off(ADDRESS);
    publish(now);
    TestSql sql = new TestSql(dataSource);
    String rows = "select count(*) from scoped_listing where organisation_id = ?";

    publish(now.plus(HOUR.multipliedBy(2)).minusSeconds(1));
    assertThat(sql.number(rows, ORGANISATION)).as("the longest telling counts").isEqualTo(1);
    publish(now.plus(HOUR.multipliedBy(2)));
    assertThat(sql.number(rows, ORGANISATION)).isZero();
    assertThat(own(now).entries()).isEqualTo(List.of());
  }
}
