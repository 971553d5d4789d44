package org.tocsin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;

/** Looking through the record. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AuditTrailTest {

  @Inject DataSource dataSource;
  @Inject AuditLog log;
  @Inject AuditTrail trail;
  @Inject TestClock clock;

  private void record(String operator, String act, String subject, String detail) {
    QuarkusTransaction.requiringNew().run(() -> log.record(operator, act, subject, detail));
  }

  private static AuditFilter filter(String operator, String act, String subject, String detail) {
    return new AuditFilter(
        given(operator),
        given(act),
        given(subject),
        given(detail),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }

  private List<String> newest(AuditFilter filter, int limit) {
    List<String> walked = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    do {
      AuditTrail.Part part = trail.newest(filter, before, limit);
      assertThat(part.entries()).hasSizeLessThanOrEqualTo(limit);
      part.entries().forEach(entry -> walked.add(entry.detail()));
      before = part.next();
    } while (before.isPresent());
    return walked;
  }

  @Test
  void eachPartOfAFilterLeavesOutWhatDoesNotFit() {
    record("trail ann", "trail.one", "address 45.99.1.1", "First");
    record("trail ann", "trail.two", "address 45.99.1.2", "second 100%_");
    record("trail bob", "trail.one", "address 45.99.1.1", "third");
    record("trail bob", "trailing.one", "address 45.99.1.3", "fourth");

    assertThat(newest(filter("trail ann", "", "", ""), 1)).containsExactly("second 100%_", "First");
    assertThat(newest(filter("", "trail.", "", ""), 2))
        .containsExactly("third", "second 100%_", "First");
    assertThat(newest(filter("", "trail", "", ""), 3))
        .containsExactly("fourth", "third", "second 100%_", "First");
    assertThat(newest(filter("trail ann", "trail.o", "", ""), 3)).containsExactly("First");
    assertThat(newest(filter("", "trail", "ADDRESS 45.99.1.1", ""), 1))
        .containsExactly("third", "First");
    assertThat(newest(filter("", "", "", "100%_"), 5)).containsExactly("second 100%_");
    assertThat(newest(filter("trail ann", "", "", "first"), 5)).containsExactly("First");
    assertThat(newest(filter("nobody", "", "", ""), 5)).isEmpty();
    assertThat(newest(filter("", "no.such", "", ""), 5)).isEmpty();
  }

  @Test
  void timesBoundWhatIsTold() {
    Instant from = clock.instant();
    record("timed", "timed.act", "s", "early");
    clock.advance(Duration.ofHours(5));
    Instant middle = clock.instant();
    record("timed", "timed.act", "s", "middle");
    clock.advance(Duration.ofHours(5));
    record("timed", "timed.act", "s", "late");
    Instant to = clock.instant();

    assertThat(newest(timed(from, to), 1)).containsExactly("middle", "early");
    assertThat(newest(timed(middle, to.plusSeconds(1)), 1)).containsExactly("late", "middle");
    assertThat(newest(timed(to.plusSeconds(1), to.plusSeconds(2)), 1)).isEmpty();
    assertThat(newest(timed(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)), 1)).isEmpty();
    assertThat(trail.forward(timed(from, to), 0, 10).entries())
        .extracting(AuditEntry::detail)
        .containsExactly("early", "middle");
  }

  private static AuditFilter timed(Instant from, Instant to) {
    return new AuditFilter(
        Optional.of("timed"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(from),
        Optional.of(to));
  }

  @Test
  void textIsLookedForAStretchAtATimeAndStillFound() {
    record("stretch", "stretch.act", "needle", "old");
    for (int i = 0; i < 12; i++) {
      record("stretch", "stretch.act", "hay", "");
    }
    record("stretch", "stretch.act", "needle", "new");
    AuditFilter needle = filter("", "", "needle", "");
    AuditTrail shortSighted = new PostgresAuditTrail(dataSource, 5);
    AuditTrail.Part first = shortSighted.newest(needle, Optional.empty(), 10);
    AuditTrail.Part second = shortSighted.newest(needle, first.next(), 10);
    AuditTrail.Part third = shortSighted.newest(needle, second.next(), 10);

    assertThat(first.entries()).extracting(AuditEntry::detail).containsExactly("new");
    assertThat(second.entries()).isEmpty();
    assertThat(third.entries()).extracting(AuditEntry::detail).containsExactly("old");
    assertThat(shortSighted.forward(needle, third.entries().get(0).id() - 1, 10).entries())
        .extracting(AuditEntry::detail)
        .containsExactly("old");
    assertThat(newest(needle, 1)).containsExactly("new", "old");
  }
}
