package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.notification.Event;
import org.tocsin.notification.Notice;

/** What is seen to be told, from the rows that tell of it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ConcernsTest {

  @Inject Concerns concerns;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private List<Notice> now(Event event) {
    return QuarkusTransaction.requiringNew().call(() -> concerns.now(clock.instant())).stream()
        .filter(notice -> notice.event() == event)
        .toList();
  }

  private long openCase(String kind, String subject, Duration age) throws SQLException {
    TestSql sql = new TestSql(dataSource);
    sql.change(
        "insert into review_case (kind, subject, triggers, opened_at, due_at, evidence_at_opening,"
            + " evidence) values (?, ?, '{R7-appeal}', ?::timestamptz, ?::timestamptz,"
            + " '{}', '{\"appeal\":{\"text\":\"call me\",\"contact\":\"Ann Other\"}}')",
        kind,
        subject,
        clock.instant().minus(age).toString(),
        clock.instant().plus(Duration.ofDays(1)).toString());
    return sql.number("select max(id) from review_case where subject = ?", subject);
  }

  private void close(long id) throws SQLException {
    new TestSql(dataSource)
        .change(
            "update review_case set state = 'dropped', decided_at = ?::timestamptz where id = ?",
            clock.instant().toString(),
            id);
  }

  @Test
  void anOpenAppealIsAConcernThatNamesTheAddressAndNothingThatSomebodyWrote() throws Exception {
    long id = openCase("appeal", "45.95.240.1", Duration.ofMinutes(1));
    Optional<Notice> found =
        now(Event.APPEAL).stream().filter(one -> one.subject().equals("case " + id)).findFirst();

    assertThat(found.orElseThrow().text()).contains("45.95.240.1");
    assertThat(found.orElseThrow().link()).endsWith("console/reviews/" + id);
    assertThat(found.toString()).doesNotContain("call me", "Ann Other");
    close(id);
    assertThat(now(Event.APPEAL)).noneMatch(one -> one.subject().equals("case " + id));
  }

  @Test
  void aCaseThatWaitsLongIsAConcernUntilItIsClosed() throws Exception {
    long id = openCase("address", "45.95.240.2", Duration.ofDays(400));

    assertThat(now(Event.QUEUE_AGE))
        .singleElement()
        .satisfies(one -> assertThat(one.subject()).isEqualTo("queue"));
    close(id);
    assertThat(now(Event.QUEUE_AGE))
        .noneMatch(
            one ->
                one.text()
                    .contains(
                        clock.instant().minus(Duration.ofDays(400)).toString().substring(0, 10)));
  }

  @Test
  void bothKindsOfBaitAreConcernsOfTheOrganisationThatTookIt() throws Exception {
    TestSql sql = new TestSql(dataSource);
    String day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
    for (String kind : List.of("decoy", "canary", "appeal")) {
      sql.change(
          "insert into contradiction (organisation_id, address_hash, day, kind)"
              + " values (987654321, '\\x01', ?::date, ?)",
          day,
          kind);
    }

    assertThat(now(Event.CANARY_HIT).stream().map(Notice::subject))
        .contains("organisation 987654321 decoy " + day, "organisation 987654321 canary " + day)
        .doesNotContain("organisation 987654321 appeal " + day);
    sql.change("delete from contradiction where organisation_id = 987654321");
  }

  @Test
  void aParkedRunIsAConcern() throws Exception {
    TestSql sql = new TestSql(dataSource);
    sql.change(
        "insert into parked_change (address, added, parked_at)"
            + " values ('45.95.240.3', true, ?::timestamptz)",
        clock.instant().toString());

    assertThat(now(Event.PARKED_RUN)).hasSize(1);
    sql.change("delete from parked_change where address = '45.95.240.3'");
  }
}
