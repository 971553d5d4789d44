package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.series.Metric;
import org.tocsin.series.Point;
import org.tocsin.series.Series;

/** What a minute's sample says, against what happened. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class SamplingTest {

  private final TestOperator operator = TestOperator.administrator();

  @Inject Sampling sampling;
  @Inject Activity activity;
  @Inject Series series;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  /** Samples a minute of its own and returns what was written. */
  private Map<Metric, Long> sample() {
    clock.advance(Duration.ofMinutes(1));
    sampling.run();
    return written(clock.instant());
  }

  private Map<Metric, Long> written(Instant minute) {
    Map<Metric, Long> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      List<Point> points =
          QuarkusTransaction.requiringNew()
              .call(() -> series.of(metric, minute, minute.plusSeconds(1), 1));
      points.forEach(point -> values.put(metric, point.most()));
    }
    return values;
  }

  @Test
  void aSampleSaysWhatThereIs() throws Exception {
    operator.curate().then().statusCode(200);
    Map<Metric, Long> before = sample();
    TestAgent a = TestAgent.enrolled(operator, operator.organisation(true, false));
    TestAgent b = TestAgent.enrolled(operator, operator.organisation(true, false));
    for (TestAgent agent : List.of(a, b)) {
      agent
          .report("crowdsecurity/ssh-bf", clock.instant(), "45.97.1.1", "2a01:4f9:97::1")
          .then()
          .statusCode(200);
    }
    activity.write();
    operator.curate().then().statusCode(200);
    TestSql sql = new TestSql(dataSource);
    sql.change(
        "insert into review_case (kind, subject, triggers, opened_at, due_at, evidence_at_opening,"
            + " evidence) values ('address', '45.97.9.9', '{}', '2001-01-01', '2100-01-01', '{}',"
            + " '{}')");
    sql.change("insert into parked_change values ('45.97.9.9', true, '2026-01-01')");
    Map<Metric, Long> after = sample();
    sql.change("delete from review_case where subject = '45.97.9.9'");
    sql.change("delete from parked_change where address = '45.97.9.9'");

    assertThat(after.keySet())
        .as("everything is measured once there is a release")
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Metric.values()));
    assertThat(grown(before, after, Metric.SIGNALS_STORED)).isEqualTo(4);
    assertThat(grown(before, after, Metric.SIGNALS_RECEIVED)).isEqualTo(4);
    assertThat(grown(before, after, Metric.AGENTS_LAST_HOUR)).isEqualTo(2);
    assertThat(grown(before, after, Metric.LIST_V4)).isEqualTo(1);
    assertThat(grown(before, after, Metric.LIST_V6)).isEqualTo(1);
    assertThat(grown(before, after, Metric.CASES_OPEN)).isEqualTo(1);
    assertThat(after)
        .containsEntry(Metric.RELEASE_ADDED, 2L)
        .containsEntry(Metric.RELEASE_REMOVED, 0L)
        .containsEntry(Metric.RUN_PARKED, 1L)
        .containsEntry(
            Metric.CASES_OLDEST,
            Duration.between(Instant.parse("2001-01-01T00:00:00Z"), clock.instant()).toSeconds());
    assertThat(after.get(Metric.HEAD_AGE)).isBetween(60L, 120L);
    assertThat(sample()).containsEntry(Metric.RUN_PARKED, 0L);
  }

  private static long grown(Map<Metric, Long> before, Map<Metric, Long> after, Metric metric) {
    return after.getOrDefault(metric, 0L) - before.getOrDefault(metric, 0L);
  }

  @Test
  void agentsThatWereNotSeenForLongAreCountedNoMore() {
    TestAgent agent = TestAgent.enrolled(operator, operator.organisation(false, false));
    agent.report("crowdsecurity/ssh-bf", clock.instant(), "45.97.2.1").then().statusCode(200);
    activity.write();
    long hour = sample().getOrDefault(Metric.AGENTS_LAST_HOUR, 0L);
    assertThat(hour).isPositive();
    clock.advance(Duration.ofHours(2));
    Map<Metric, Long> later = sample();

    assertThat(later).containsEntry(Metric.AGENTS_LAST_HOUR, 0L);
    assertThat(later.get(Metric.AGENTS_LAST_DAY)).isGreaterThanOrEqualTo(hour);
  }

  @Test
  void aSecondSampleOfTheSameMinuteChangesNothing() throws Exception {
    Map<Metric, Long> first = sample();
    new TestSql(dataSource).change("insert into parked_change values ('45.97.3.1', true, now())");
    sampling.run();
    new TestSql(dataSource).change("delete from parked_change where address = '45.97.3.1'");

    assertThat(written(clock.instant())).isEqualTo(first);
  }

  @Test
  void whatIsOlderThanItIsKeptIsDeleted() {
    Map<Metric, Long> values = sample();
    Instant at = clock.instant();
    clock.advance(Series.KEPT.minus(Duration.ofMinutes(1)));
    sampling.forget();
    assertThat(written(at)).isEqualTo(values);
    clock.advance(Duration.ofMinutes(2));
    sampling.forget();

    assertThat(written(at)).isEmpty();
  }
}
