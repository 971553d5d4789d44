package org.tocsin.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.curation.Trigger;

/** The queue as a whole. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class CaseBoardTest {

  @Inject DataSource dataSource;
  @Inject CaseBoard board;
  @Inject ReviewQueue queue;

  private long add(String kind, String subject, String trigger, String at, String decidedBy)
      throws SQLException {
    boolean open = decidedBy.isEmpty();
    new TestSql(dataSource)
        .change(
            "insert into review_case (kind, subject, triggers, opened_at, due_at,"
                + " evidence_at_opening, evidence, state, decided_by, decided_at, decision_reason)"
                + " values (?, ?, array[?], ?::timestamptz, ?::timestamptz + interval '1 day',"
                + " '{}', '{}', ?, nullif(?, ''), "
                + (open ? "null" : "'" + at + "'")
                + ", 'r')",
            kind,
            subject,
            trigger,
            at,
            at,
            open ? "open" : "rejected",
            decidedBy);
    return new TestSql(dataSource)
        .number("select max(id) from review_case where subject = ?", subject);
  }

  @Test
  void whatPersonsDecidedAboutTheLikeComesNewestFirst() throws SQLException {
    long about = add("address", "45.93.1.1", "R1-protected", "2020-02-02T00:00:00Z", "");
    long sameTrigger = add("address", "45.94.1.1", "R1-protected", "2020-02-01T00:00:00Z", "ann");
    long near = add("address", "45.93.1.200", "R5-clique", "2020-01-31T00:00:00Z", "bob");
    long far = add("address", "45.93.2.1", "R5-clique", "2020-01-30T00:00:00Z", "bob");
    long otherKind = add("appeal", "45.93.1.2", "R1-protected", "2020-01-29T00:00:00Z", "bob");

    List<Long> found =
        board.similar(queue.find(about).orElseThrow(), 1000).stream().map(ReviewCase::id).toList();
    assertThat(found).containsSubsequence(sameTrigger, near).doesNotContain(about, far, otherKind);
    assertThat(board.similar(queue.find(about).orElseThrow(), 1)).hasSize(1);
  }

  @Test
  void nearOfIpv6IsTheSixtyFourAndRangesAreComparedToo() throws SQLException {
    long about = add("address", "2a0c:b641:1::1", "R2-no-anchor", "2020-03-02T00:00:00Z", "");
    long near = add("address", "2a0c:b641:1::f:1", "R4-diversity", "2020-03-01T00:00:00Z", "ann");
    long far = add("address", "2a0c:b641:1:1::1", "R4-diversity", "2020-03-01T00:00:00Z", "ann");
    long range = add("range", "45.95.1.0/25", "R8-range", "2020-03-01T00:00:00Z", "");

    assertThat(board.similar(queue.find(about).orElseThrow(), 1000))
        .extracting(ReviewCase::id)
        .contains(near)
        .doesNotContain(far);
    assertThat(board.similar(queue.find(range).orElseThrow(), 1000))
        .extracting(ReviewCase::id)
        .doesNotContain(range, near, far);
  }

  @Test
  void countsWhatWaitsAndSaysSinceWhen() throws SQLException {
    int before = waiting(ReviewCase.Kind.RANGE).open();
    add("range", "45.96.1.0/24", "R8-range", "2019-01-01T00:00:00Z", "");
    CaseBoard.Waiting now = waiting(ReviewCase.Kind.RANGE);

    assertThat(now.open()).isEqualTo(before + 1);
    assertThat(now.more()).isFalse();
    assertThat(now.oldest()).contains(Instant.parse("2019-01-01T00:00:00Z"));
    assertThat(board.waiting()).hasSize(ReviewCase.Kind.values().length);
  }

  private CaseBoard.Waiting waiting(ReviewCase.Kind kind) {
    return board.waiting().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void openCasesAreFilteredAndPagesAddUp() throws SQLException {
    List<Long> wanted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      wanted.add(add("appeal", "45.97.1." + i, "R4-diversity", "2018-01-01T00:00:0" + i + "Z", ""));
      add("address", "45.97.2." + i, "R4-diversity", "2018-01-01T00:00:00Z", "");
      add("appeal", "45.97.3." + i, "R7-appeal", "2018-01-01T00:00:00Z", "");
    }
    List<Long> walked = new ArrayList<>();
    long after = 0;
    for (; ; ) {
      List<ReviewCase> page =
          board.open(Optional.of(ReviewCase.Kind.APPEAL), Optional.of(Trigger.DIVERSITY), after, 2);
      if (page.isEmpty()) {
        break;
      }
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      page.forEach(found -> walked.add(found.id()));
      after = walked.get(walked.size() - 1);
    }

    assertThat(walked).containsExactlyElementsOf(wanted);
    assertThat(board.open(Optional.empty(), Optional.empty(), 0, 1000))
        .extracting(ReviewCase::id)
        .containsAll(wanted);
    assertThat(board.open(Optional.empty(), Optional.empty(), Long.MAX_VALUE, 1)).isEmpty();
  }
}
