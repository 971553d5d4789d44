package org.tocsin.review;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.audit.AuditLog;
import org.tocsin.curation.Curator;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Rules;
import org.tocsin.curation.Trigger;

/** Publishing where two operators have to agree. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class FourEyesTest {

  @Inject TestClock clock;
  @Inject Reviews reviews;
  @Inject ReviewQueue queue;
  @Inject StagingLedger ledger;
  @Inject Listings listings;
  @Inject Curation curation;
  @Inject AuditLog audit;

  private final List<String> happened = new ArrayList<>();

  private final ParkedRun parked =
      new ParkedRun() {
        @Override
        public void approve(String operator) {
          happened.add("approved");
        }

        @Override
        public void drop(Instant now) {
          happened.add("dropped");
        }
      };

  private Decisions decisions() {
    Rules rules = curation.book().rules();
    ReviewPolicy one = rules.review();
    RuleBook two =
        new RuleBook(
            new Rules(
                rules.policy(),
                new ReviewPolicy(
                    one.inProtected(),
                    one.withoutAnchor(),
                    one.velocity(),
                    one.diversity(),
                    one.clique(),
                    one.bait(),
                    one.appeal(),
                    one.range(),
                    one.breaker(),
                    true),
                rules.scenarios(),
                rules.exemptions(),
                rules.anchors(),
                rules.reference(),
                rules.digest()));
    Curation strict =
        new Curation() {
          @Override
          public Curator curator() {
            return curation.curator();
          }

          @Override
          public RuleBook book() {
            return two;
          }
        };
    return new Decisions(queue, listings, parked, strict, audit, clock);
  }

  private long parkedRun() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                reviews.ask(
                    new Reviews.Subject.OfRun("600 additions"),
                    List.of(Trigger.BREAKER),
                    Optional.empty(),
                    Duration.ofHours(24),
                    clock.instant()));
    return queue.list(Optional.of(ReviewCase.State.OPEN), 0, 1000).stream()
        .filter(found -> found.kind() == ReviewCase.Kind.RUN)
        .findFirst()
        .orElseThrow()
        .id();
  }

  @AfterEach
  void leaveNothingOpen() {
    clock.advance(Duration.ofHours(24));
    expire();
  }

  private void expire() {
    QuarkusTransaction.requiringNew()
        .run(() -> new Timeouts(queue, parked).expire(clock.instant()));
  }

  private Decision.Outcome decide(long id, Decision.Ruling ruling, String operator) {
    return decisions().decide(id, new Decision(ruling, operator, "looked at it"));
  }

  @Test
  void oneAloneCannotPublishHoweverOften() {
    long id = parkedRun();
    Decision.Outcome first = decide(id, Decision.Ruling.PUBLISH, "ann");
    Decision.Outcome again = decide(id, Decision.Ruling.PUBLISH, "ann");

    assertThat(first).isInstanceOf(Decision.Outcome.Taken.class);
    assertThat(again).isInstanceOf(Decision.Outcome.NeedsAnother.class);
    ReviewCase now = queue.find(id).orElseThrow();
    assertThat(now.state()).isEqualTo(ReviewCase.State.OPEN);
    assertThat(now.firstDecisionBy()).contains("ann");
    assertThat(happened).isEmpty();
  }

  @Test
  void twoTogetherPublish() {
    long id = parkedRun();
    decide(id, Decision.Ruling.PUBLISH, "ann");
    decide(id, Decision.Ruling.PUBLISH, "bob");

    ReviewCase now = queue.find(id).orElseThrow();
    assertThat(now.state()).isEqualTo(ReviewCase.State.PUBLISHED);
    assertThat(now.closed().flatMap(ReviewCase.Closed::by)).contains("bob");
    assertThat(happened).containsExactly("approved");
  }

  @Test
  void whoAgreedBeforeMoreWasParkedHasToAgreeAgain() {
    long id = parkedRun();
    decide(id, Decision.Ruling.PUBLISH, "ann");
    stage(id, 1, "bob");
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                reviews.ask(
                    new Reviews.Subject.OfRun("601 additions"),
                    List.of(Trigger.BREAKER),
                    Optional.empty(),
                    Duration.ofHours(24),
                    clock.instant()));
    apply();

    assertThat(happened).isEmpty();
    ReviewCase now = queue.find(id).orElseThrow();
    assertThat(now.firstDecisionBy()).isEmpty();
    assertThat(now.staged()).isEmpty();
    assertThat(stage(id, 2, "bob")).isInstanceOf(Staging.Outcome.Changed.class);
  }

  @Test
  void oneIsEnoughToRejectEvenAfterAnotherAgreed() {
    long id = parkedRun();
    decide(id, Decision.Ruling.PUBLISH, "ann");
    decide(id, Decision.Ruling.REJECT, "bob");

    assertThat(queue.find(id).orElseThrow().state()).isEqualTo(ReviewCase.State.REJECTED);
    assertThat(happened).containsExactly("dropped");
  }

  @Test
  void agreeingTakesEffectLikeAnyDecisionAndAnotherHasToStageTheRest() {
    long id = parkedRun();
    assertThat(stage(id, 0, "ann")).isInstanceOf(Staging.Outcome.Staged.class);
    apply();
    assertThat(queue.find(id).orElseThrow().firstDecisionBy()).contains("ann");
    assertThat(stage(id, 2, "ann")).isInstanceOf(Staging.Outcome.NeedsAnother.class);
    assertThat(stage(id, 1, "bob")).isInstanceOf(Staging.Outcome.Changed.class);
    assertThat(stage(id, 2, "bob")).isInstanceOf(Staging.Outcome.Staged.class);
    assertThat(happened).isEmpty();
    apply();

    assertThat(queue.find(id).orElseThrow().state()).isEqualTo(ReviewCase.State.PUBLISHED);
    assertThat(happened).containsExactly("approved");
  }

  private StagedDecisions staged() {
    return new StagedDecisions(
        queue, ledger, decisions(), audit, new Grace(Duration.ofSeconds(30)), clock);
  }

  private Staging.Outcome stage(long id, long revision, String operator) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                staged()
                    .stage(
                        new Staging(id, revision),
                        new Decision(Decision.Ruling.PUBLISH, operator, "looked at it")));
  }

  private void apply() {
    clock.advance(Duration.ofSeconds(30));
    staged().applyDue(clock.instant());
  }

  @Test
  void aParkedRunThatNobodyDecidesIsGivenUp() {
    long id = parkedRun();
    clock.advance(Duration.ofHours(24));
    expire();

    assertThat(queue.find(id).orElseThrow().state()).isEqualTo(ReviewCase.State.DROPPED);
    assertThat(happened).containsExactly("dropped");
  }
}
