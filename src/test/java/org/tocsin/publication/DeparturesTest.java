package org.tocsin.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestVerdicts;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DeparturesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Inject Publisher publisher;
  @Inject ReleaseHistory history;
  @Inject VerdictLedger verdicts;
  @Inject TestClock clock;

  private Instant now = Instant.EPOCH;

  @BeforeEach
  void publishWhatOthersLeft() {
    now = clock.instant();
    publish();
  }

  private long publish(Verdict... judged) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              verdicts.save(List.of(judged), now);
              return publisher.publish(TestVerdicts.BREAKER, Set.of(), now).serial();
            });
  }

  private List<ReleaseHistory.Departure> departed(long after) {
    return QuarkusTransaction.requiringNew().call(() -> history.departed(after)).stream()
        .filter(one -> one.address().toString().startsWith("45.84.31."))
        .toList();
  }

  @Test
  void everyListingThatEndedIsToldWithItsBeginningThoughTheAddressCameBack() {
    long before = publish();
    Instant first = now;
    publish(
        MadeUp.listed("45.84.31.1", now.plus(HOUR)), MadeUp.listed("45.84.31.2", now.plus(HOUR)));
    now = now.plusSeconds(1);
    Instant left = now;
    long gone = publish(MadeUp.off("45.84.31.1"));
    now = now.plusSeconds(1);
    Instant back = now;
    publish(MadeUp.listed("45.84.31.1", now.plus(HOUR)));

    ReleaseHistory.Departure once =
        new ReleaseHistory.Departure(MadeUp.address("45.84.31.1"), "t/attack", first, left);
    assertThat(departed(before)).containsExactly(once);
    assertThat(departed(gone)).isEmpty();
    now = now.plusSeconds(1);
    publish(MadeUp.off("45.84.31.1"), MadeUp.off("45.84.31.2"));
    assertThat(departed(before))
        .containsExactly(
            once,
            new ReleaseHistory.Departure(MadeUp.address("45.84.31.1"), "t/attack", back, now),
            new ReleaseHistory.Departure(MadeUp.address("45.84.31.2"), "t/attack", first, now));
  }
}
