package org.tocsin.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestDatabase;
import org.tocsin.Together;

/** Samples as they are kept and read, in years that no other test lives in. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class SeriesTest {

  @Inject Series series;

  private void note(Instant at, long value) {
    QuarkusTransaction.requiringNew()
        .run(() -> series.note(at, Map.of(Metric.CASES_OPEN, value, Metric.LIST_V4, -value)));
  }

  private List<Point> points(Instant from, Instant to, int most) {
    return QuarkusTransaction.requiringNew()
        .call(() -> series.of(Metric.CASES_OPEN, from, to, most));
  }

  @Test
  void everyMinuteIsAPointWhereThereIsRoom() {
    Instant from = Instant.parse("2031-01-01T00:00:00Z");
    for (int i = 0; i < 5; i++) {
      note(from.plus(Duration.ofMinutes(i)).plusSeconds(17), i);
    }

    assertThat(points(from, from.plus(Duration.ofMinutes(5)), 100))
        .containsExactlyElementsOf(
            IntStream.range(0, 5)
                .mapToObj(i -> new Point(from.plus(Duration.ofMinutes(i)), i, i, i))
                .toList());
  }

  @Test
  void minutesArePutTogetherIntoEqualStretches() {
    Instant from = Instant.parse("2031-02-01T00:30:00Z");
    for (int i = 0; i < 60; i++) {
      note(from.plus(Duration.ofMinutes(i)), i);
    }

    assertThat(points(from.plusSeconds(29), from.plus(Duration.ofMinutes(60)), 4))
        .containsExactly(
            new Point(from, 7, 0, 14),
            new Point(from.plus(Duration.ofMinutes(15)), 22, 15, 29),
            new Point(from.plus(Duration.ofMinutes(30)), 37, 30, 44),
            new Point(from.plus(Duration.ofMinutes(45)), 52, 45, 59));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 59, 60, 61, 1439, 1440, 2000})
  void thereAreNeverMorePointsThanAskedForAndTheyAreEvenlySpaced(int most) {
    Instant from = Instant.parse("2031-03-01T00:00:00Z").plus(Duration.ofDays(most % 20));
    for (int i = 0; i < 200; i++) {
      note(from.plus(Duration.ofMinutes(i)), i);
    }
    List<Point> points = points(from, from.plus(Duration.ofMinutes(200)), most);

    assertThat(points).hasSizeBetween(1, most);
    long step = PostgresSeries.step(Duration.ofMinutes(200), most).toSeconds();
    for (int i = 0; i < points.size(); i++) {
      assertThat(points.get(i).at()).isEqualTo(from.plusSeconds(i * step));
    }
    assertThat(points.get(points.size() - 1).most()).isEqualTo(199);
  }

  @ParameterizedTest
  @CsvSource({"60,1,1", "61,1,2", "3600,60,1", "3600,59,2", "3600,1,60", "0,5,1", "86400,1000,2"})
  void stretchesAreWholeMinutes(long seconds, int points, long minutes) {
    assertThat(PostgresSeries.step(Duration.ofSeconds(seconds), points))
        .isEqualTo(Duration.ofMinutes(minutes));
  }

  @Test
  void aMinuteInWhichNothingWasMeasuredIsAGap() {
    Instant from = Instant.parse("2031-04-01T00:00:00Z");
    note(from, 1);
    note(from.plus(Duration.ofMinutes(3)), 2);

    assertThat(points(from, from.plus(Duration.ofMinutes(10)), 10))
        .extracting(Point::at)
        .containsExactly(from, from.plus(Duration.ofMinutes(3)));
    assertThat(points(from.plus(Duration.ofDays(1)), from.plus(Duration.ofDays(2)), 10)).isEmpty();
    assertThat(points(from, from, 10)).isEmpty();
  }

  @Test
  void ofServersThatMeasureTheSameMinuteTheFirstHasWrittenIt() {
    Instant from = Instant.parse("2031-05-01T00:00:00Z");
    Together.run(
        4,
        i -> {
          note(from.plusSeconds(i), 10 + i);
          return i;
        });
    List<Point> points = points(from, from.plus(Duration.ofMinutes(1)), 10);

    assertThat(points).hasSize(1);
    assertThat(points.get(0).least()).isEqualTo(points.get(0).most()).isBetween(10L, 13L);
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> series.of(Metric.LIST_V4, from, from.plusSeconds(60), 1))
                .get(0)
                .least())
        .as("all of one server, none of another")
        .isEqualTo(-points.get(0).least());
  }

  @Test
  void whatIsOldIsDeleted() {
    Instant from = Instant.parse("2011-01-01T00:00:00Z");
    note(from, 1);
    note(from.plus(Duration.ofMinutes(1)), 2);
    QuarkusTransaction.requiringNew().run(() -> series.forget(from.plus(Duration.ofMinutes(1))));

    assertThat(points(from, from.plus(Duration.ofMinutes(5)), 10))
        .extracting(Point::most)
        .containsExactly(2L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 2001})
  void moreThanAScreenHoldsIsRefused(int most) {
    Instant from = Instant.parse("2031-06-01T00:00:00Z");
    assertThatThrownBy(() -> points(from, from.plusSeconds(60), most))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
