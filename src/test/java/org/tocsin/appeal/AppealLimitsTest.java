package org.tocsin.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.Together;
import org.tocsin.address.Address;

/** How many appeals a day are put before operators. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AppealLimitsTest {

  /** Days of our own: all tests count in one table. */
  private static final AtomicInteger DAYS = new AtomicInteger();

  private final Instant noon =
      Instant.parse("2046-03-01T12:00:00Z").plus(Duration.ofDays(2L * DAYS.getAndIncrement()));

  @Inject AppealLimits limits;
  @Inject DataSource dataSource;

  private Optional<Duration> admit(String from, Instant at) {
    return QuarkusTransaction.requiringNew().call(() -> limits.admit(Address.parse(from), at));
  }

  private void admitNow(int count) throws Exception {
    new TestSql(dataSource)
        .change(
            "insert into appeal_count (day, origin, appeals) values (?::date, '*', ?)",
            noon.toString(),
            count);
  }

  @Test
  void oneNeighbourhoodIsBoundedUntilTheDayEnds() {
    for (int i = 0; i < AppealLimits.OF_A_RANGE; i++) {
      assertThat(admit("45.94.1." + i, noon)).isEmpty();
    }

    assertThat(admit("45.94.1.200", noon)).contains(Duration.ofHours(12));
    assertThat(admit("45.94.2.1", noon)).isEmpty();
    assertThat(admit("45.94.1.200", noon.plus(Duration.ofHours(12)))).isEmpty();
  }

  @Test
  void allNeighbourhoodsTogetherAreBounded() throws Exception {
    admitNow(AppealLimits.OVERALL - 2);
    assertThat(admit("45.1.1.1", noon)).isEmpty();
    assertThat(admit("45.2.1.1", noon)).isEmpty();

    assertThat(admit("46.1.1.1", noon)).isPresent();
    assertThat(admit("46.1.1.1", noon.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void aNetworkOfTheNewProtocolIsOneNeighbourhood() {
    for (int i = 0; i < AppealLimits.OF_A_RANGE; i++) {
      assertThat(admit("2a01:4f8:53:" + i + "::1", noon)).isEmpty();
    }

    assertThat(admit("2a01:4f8:53:ffff::1", noon)).isPresent();
    assertThat(admit("2a01:4f8:54::1", noon)).isEmpty();
  }

  @Test
  void ofManyAtOnceNoMoreAreAdmitted() {
    List<Boolean> admitted = Together.run(16, i -> admit("45.94.3." + i, noon).isEmpty());

    assertThat(admitted).filteredOn(yes -> yes).hasSize(AppealLimits.OF_A_RANGE);
  }

  @Test
  void whereAppealsCameFromIsAHashAndForgottenTheNextDay() {
    admit("45.94.4.1", noon);
    TestSql sql = new TestSql(dataSource);
    String today = "select origin from appeal_count where day = '" + noon + "'::date";
    assertThat(sql.rows(today)).hasSize(2).noneMatch(origin -> origin.contains("45.94"));

    QuarkusTransaction.requiringNew().run(() -> limits.forget(noon));
    assertThat(sql.rows(today)).hasSize(2);
    QuarkusTransaction.requiringNew().run(() -> limits.forget(noon.plus(Duration.ofDays(1))));
    assertThat(sql.rows(today)).isEmpty();
  }
}
