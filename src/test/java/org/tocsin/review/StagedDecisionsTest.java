package org.tocsin.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.Together;
import org.tocsin.address.Address;
import org.tocsin.audit.AuditLog;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.Trigger;

/** Decisions that can be taken back for a while. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class StagedDecisionsTest {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;
  @Inject DataSource dataSource;
  @Inject Reviews reviews;
  @Inject ReviewQueue queue;
  @Inject StagingLedger ledger;
  @Inject StagedDecisions staged;
  @Inject ParkedRun parked;
  @Inject Curation curation;
  @Inject Timeouts timeouts;
  @Inject AuditLog audit;

  private long open() {
    long organisation = operator.organisation(false, false);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                reviews.ask(
                    new Reviews.Subject.OfOrganisation(
                        organisation, Address.parse("8.8.8.8").orElseThrow()),
                    List.of(Trigger.BAIT),
                    Optional.empty(),
                    Duration.ofDays(7),
                    clock.instant()));
    return new TestSql(dataSource)
        .number(
            "select id from review_case where kind = 'organisation' and subject = ?",
            Long.toString(organisation));
  }

  @AfterEach
  void leaveNothingStaged() {
    clock.advance(GRACE);
    staged.applyDue(clock.instant());
  }

  private static Decision reject(String by) {
    return new Decision(Decision.Ruling.REJECT, by, "looked at it");
  }

  private Staging.Outcome stage(long id, long revision, String by) {
    return staged.stage(new Staging(id, revision), reject(by));
  }

  private ReviewCase item(long id) {
    return queue.find(id).orElseThrow();
  }

  private List<String> acts(long id) {
    return new TestSql(dataSource)
        .rows(
            "select act, operator from audit_entry where detail like ? order by id",
            "case " + id + "%");
  }

  private int apply() {
    return staged.applyDue(clock.instant());
  }

  @Test
  void takesEffectWhenItsGraceIsOverAndNotBefore() {
    long id = open();
    assertThat(stage(id, 0, "ann")).isInstanceOf(Staging.Outcome.Staged.class);
    clock.advance(GRACE.minusMillis(1));
    apply();
    assertThat(item(id).state()).isEqualTo(ReviewCase.State.OPEN);
    assertThat(item(id).staged().orElseThrow().decision()).isEqualTo(reject("ann"));
    clock.advance(Duration.ofMillis(1));
    assertThat(apply()).isEqualTo(1);

    ReviewCase now = item(id);
    assertThat(now.state()).isEqualTo(ReviewCase.State.REJECTED);
    assertThat(now.closed().orElseThrow().by()).contains("ann");
    assertThat(now.staged()).isEmpty();
    assertThat(now.revision()).isEqualTo(2);
    assertThat(acts(id)).containsExactly("review.stage ann", "review.reject ann");
    assertThat(apply()).isZero();
  }

  @Test
  void aRunBeginsWithWhatIsDue() {
    long id = open();
    stage(id, 0, "ann");
    clock.advance(GRACE);
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);

    assertThat(item(id).state()).isEqualTo(ReviewCase.State.REJECTED);
  }

  @Test
  void isRefusedOnACaseThatChangedSinceItWasSeen() {
    long id = open();
    assertThat(stage(id, 1, "ann")).isInstanceOf(Staging.Outcome.Changed.class);
    stage(id, 0, "ann");
    Staging.Outcome second = stage(id, 1, "bob");
    staged.undo(id, "ann", false);
    Staging.Outcome stale = stage(id, 0, "bob");

    assertThat(second).isInstanceOf(Staging.Outcome.Changed.class);
    assertThat(((Staging.Outcome.Changed) second).now().staged().orElseThrow().decision())
        .isEqualTo(reject("ann"));
    assertThat(stale).isInstanceOf(Staging.Outcome.Changed.class);
    assertThat(stage(id, 2, "bob")).isInstanceOf(Staging.Outcome.Staged.class);
    assertThat(stage(Long.MAX_VALUE, 0, "ann")).isInstanceOf(Staging.Outcome.NoSuchCase.class);
  }

  @Test
  void ofManyAtOnceExactlyOneIsStaged() {
    for (int round = 0; round < 5; round++) {
      long id = open();
      List<Staging.Outcome> outcomes = Together.run(4, who -> stage(id, 0, "curator " + who));

      assertThat(outcomes.stream().filter(Staging.Outcome.Staged.class::isInstance)).hasSize(1);
      assertThat(outcomes.stream().filter(Staging.Outcome.Changed.class::isInstance)).hasSize(3);
      assertThat(acts(id)).hasSize(1);
    }
  }

  @Test
  void isTakenBackByWhoeverStagedItWhileItsGraceLasts() {
    long id = open();
    stage(id, 0, "ann");
    assertThat(staged.undo(id, "bob", false)).isInstanceOf(Staging.Undoing.NotYours.class);
    assertThat(staged.undo(id, "ann", false)).isInstanceOf(Staging.Undoing.Undone.class);
    clock.advance(GRACE);
    apply();

    assertThat(item(id).state()).isEqualTo(ReviewCase.State.OPEN);
    assertThat(item(id).revision()).isEqualTo(2);
    assertThat(staged.undo(id, "ann", false)).isInstanceOf(Staging.Undoing.TooLate.class);
    assertThat(acts(id)).containsExactly("review.stage ann", "review.undo ann");
  }

  @Test
  void anAdministratorTakesBackWhatAnybodyStaged() {
    long id = open();
    stage(id, 0, "ann");

    assertThat(staged.undo(id, "root", true)).isInstanceOf(Staging.Undoing.Undone.class);
    assertThat(acts(id)).last().isEqualTo("review.undo root");
    assertThat(staged.undo(Long.MAX_VALUE, "root", true))
        .isInstanceOf(Staging.Undoing.NoSuchCase.class);
  }

  @Test
  void cannotBeTakenBackOnceItsGraceIsOver() {
    long id = open();
    stage(id, 0, "ann");
    clock.advance(GRACE);

    assertThat(staged.undo(id, "ann", false)).isInstanceOf(Staging.Undoing.TooLate.class);
    apply();
    assertThat(item(id).state()).isEqualTo(ReviewCase.State.REJECTED);
    assertThat(stage(id, 2, "bob")).isInstanceOf(Staging.Outcome.TooLate.class);
  }

  @Test
  void takesEffectOnceHoweverManyTry() {
    List<Long> ids = LongStream.range(0, 5).mapToObj(i -> open()).toList();
    ids.forEach(id -> stage(id, 0, "ann"));
    clock.advance(GRACE);
    List<Integer> applied = Together.run(4, i -> apply());

    assertThat(applied.stream().mapToInt(Integer::intValue).sum()).isEqualTo(ids.size());
    for (long id : ids) {
      assertThat(acts(id)).containsExactly("review.stage ann", "review.reject ann");
    }
  }

  @Test
  void outlivesACrashWhileItTakesEffect() {
    long id = open();
    long other = open();
    stage(id, 0, "ann");
    clock.advance(GRACE);
    Listings crashing =
        new Listings() {
          @Override
          public <T> T alone(Supplier<T> step) {
            return QuarkusTransaction.requiringNew()
                .call(
                    () -> {
                      throw new IllegalStateException("crashed after " + step.get());
                    });
          }

          @Override
          public OptionalLong takeOff(Address address, BooleanSupplier step) {
            throw new IllegalStateException("crashed");
          }
        };
    StagedDecisions crashes =
        new StagedDecisions(
            queue,
            ledger,
            new Decisions(queue, crashing, parked, curation, audit, clock),
            audit,
            new Grace(GRACE),
            clock);

    assertThatThrownBy(() -> crashes.applyDue(clock.instant()))
        .hasMessageStartingWith("crashed after");
    assertThat(item(id).state()).isEqualTo(ReviewCase.State.OPEN);
    assertThat(item(id).staged()).isPresent();
    assertThat(apply()).isEqualTo(1);
    assertThat(item(id).state()).isEqualTo(ReviewCase.State.REJECTED);
    assertThat(item(other).state()).isEqualTo(ReviewCase.State.OPEN);
  }

  @Test
  void lapsesOnACaseThatWasClosedMeanwhileAndThatIsRecorded() throws SQLException {
    long id = open();
    stage(id, 0, "ann");
    new TestSql(dataSource)
        .change(
            "update review_case set state = 'settled', decided_at = now(), decision_reason = 'gone'"
                + " where id = ?",
            id);
    clock.advance(GRACE);

    assertThat(apply()).isZero();
    assertThat(item(id).staged()).isEmpty();
    assertThat(item(id).state()).isEqualTo(ReviewCase.State.SETTLED);
    assertThat(acts(id)).containsExactly("review.stage ann", "review.lapse ann");
  }

  @Test
  void aCaseDoesNotTimeOutUnderIt() {
    long id = open();
    clock.advance(Duration.ofDays(7).minus(GRACE));
    stage(id, 0, "ann");
    clock.advance(GRACE.minusSeconds(1));
    QuarkusTransaction.requiringNew().run(() -> timeouts.expire(clock.instant().plus(GRACE)));
    assertThat(item(id).state()).isEqualTo(ReviewCase.State.OPEN);
    staged.undo(id, "ann", false);
    QuarkusTransaction.requiringNew().run(() -> timeouts.expire(clock.instant().plus(GRACE)));

    assertThat(item(id).state()).isEqualTo(ReviewCase.State.DROPPED);
  }

  @Test
  void aDecisionAtOnceGoesBeforeItAndMakesItVoid() {
    long id = open();
    stage(id, 0, "ann");
    operator
        .post(
            "/api/v1/reviews/" + id + "/decision",
            Map.of("decision", "publish", "reason", "no harm done"))
        .then()
        .statusCode(200);
    clock.advance(GRACE);
    apply();

    assertThat(item(id).state()).isEqualTo(ReviewCase.State.PUBLISHED);
    assertThat(item(id).staged()).isEmpty();
    assertThat(acts(id)).containsExactly("review.stage ann", "review.publish administrator");
  }

  @Test
  void manyAreStagedAtOnceAndEachIsAnswered() {
    long first = open();
    long changed = open();
    long last = open();
    stage(changed, 0, "bob");
    Map<Long, Staging.Outcome> outcomes =
        staged.stageAll(
            List.of(
                new Staging(last, 0),
                new Staging(changed, 0),
                new Staging(Long.MAX_VALUE, 0),
                new Staging(first, 0)),
            reject("ann"));

    assertThat(outcomes.keySet()).containsExactly(last, changed, Long.MAX_VALUE, first);
    assertThat(outcomes.values())
        .extracting(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Staged", "Changed", "NoSuchCase", "Staged");
    assertThat(item(changed).staged().orElseThrow().decision().operator()).isEqualTo("bob");
  }

  @Test
  void moreThanTwoHundredAtOnceAreRefused() {
    List<Staging> many = LongStream.range(1, 202).mapToObj(id -> new Staging(id, 0)).toList();

    assertThatThrownBy(() -> staged.stageAll(many, reject("ann")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200");
  }

  @Test
  void isShownWithTheCase() {
    long id = open();
    stage(id, 0, "ann");

    Map<String, Object> view = operator.get("/api/v1/reviews/" + id).jsonPath().getMap("staged");
    assertThat(view)
        .containsEntry("decision", "reject")
        .containsEntry("by", "ann")
        .containsEntry("dueAt", clock.instant().plus(GRACE).toString());
    assertThat(operator.get("/api/v1/reviews/" + id).jsonPath().getLong("revision")).isEqualTo(1);
  }
}
