package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.series.Metric;
import org.tocsin.series.Runs;
import org.tocsin.series.Series;

/** What the overview tells of our own work and of the last release. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class OverviewTest {

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;
  @Inject Runs runs;
  @Inject Series series;

  private static String overview() {
    return Browser.of("viewer").page("/console/");
  }

  /** Returns the row of the table of our own work that begins with a name. */
  private static String row(String page, String name) {
    int begin = page.indexOf("<th scope=\"row\">" + name + "</th>");
    assertThat(begin).as("a row about %s", name).isPositive();
    return page.substring(begin, page.indexOf("</tr>", begin));
  }

  private void note(Runs.Kind kind, Optional<Instant> due, long findings, String told) {
    Runs.Run run =
        new Runs.Run(
            clock.instant(), clock.instant().plus(Duration.ofSeconds(7)), due, findings, told);
    QuarkusTransaction.requiringNew().run(() -> runs.note(kind, run));
  }

  @Test
  void theLastReleaseIsToldWithExamplesOfWhatJoinedAndLeft() {
    // What other tests left undone is none of this release.
    operator.curate().then().statusCode(200);
    for (int i = 0; i < 2; i++) {
      TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));
      agent.report("crowdsecurity/ssh-bf", clock.instant(), "45.99.30.1").then().statusCode(200);
    }
    operator.curate().then().statusCode(200);
    assertThat(overview())
        .contains("What changed in the last release", "<strong>+1 −0</strong>", "Joined")
        .contains("href=\"/console/addresses/45.99.30.1\"", "crowdsecurity/ssh-bf")
        .contains("/console/addresses?q=scenario%3Acrowdsecurity%2Fssh-bf");

    operator
        .post("/api/v1/withdrawals", Map.of("address", "45.99.30.1", "reason", "r"))
        .then()
        .statusCode(200);
    assertThat(overview())
        .contains("<strong>+0 −1</strong>", "Left")
        .contains("href=\"/console/addresses/45.99.30.1\"");
  }

  @Test
  void aRunIsNotedWithWhatItDid() {
    operator.curate().then().statusCode(200);
    assertThat(row(overview(), "Curation")).contains(">ok<", "signals were folded", "It took");
  }

  @Test
  void aRunThatIsOverdueNeedsAttention() {
    clock.advance(Duration.ofSeconds(1));
    note(Runs.Kind.CURATION, Optional.of(clock.instant().minusSeconds(601)), 0, "Done.");
    assertThat(row(overview(), "Curation")).contains(">attention<", "Overdue");
    clock.advance(Duration.ofSeconds(1));
    note(Runs.Kind.CURATION, Optional.of(clock.instant().plusSeconds(60)), 0, "<b>Done</b>.");
    assertThat(row(overview(), "Curation"))
        .contains(">ok<", "&lt;b&gt;Done", "It took 7 seconds")
        .doesNotContain("Overdue");
  }

  @Test
  void findingsNeedAttentionAndAnOlderRunChangesNothing() {
    clock.advance(Duration.ofSeconds(1));
    note(Runs.Kind.CHECK, Optional.empty(), 2, "2 things were wrong.");
    assertThat(row(overview(), "Check of what is served")).contains(">attention<", "2 things");
    Runs.Run older =
        new Runs.Run(
            clock.instant().minusSeconds(60), clock.instant(), Optional.empty(), 0, "Older.");
    QuarkusTransaction.requiringNew().run(() -> runs.note(Runs.Kind.CHECK, older));
    assertThat(row(overview(), "Check of what is served")).contains("2 things");
  }

  @Test
  void anOldHeadNeedsAttention() {
    clock.advance(Duration.ofMinutes(11));
    assertThat(row(overview(), "Head")).contains(">attention<", "not measured");
    QuarkusTransaction.requiringNew()
        .run(() -> series.note(clock.instant(), Map.of(Metric.HEAD_AGE, 60L)));
    assertThat(row(overview(), "Head")).contains(">ok<", "60 seconds ago");
    clock.advance(Duration.ofMinutes(1));
    QuarkusTransaction.requiringNew()
        .run(() -> series.note(clock.instant(), Map.of(Metric.HEAD_AGE, 8_000L)));
    assertThat(row(overview(), "Head")).contains(">attention<", "2 hours ago");
  }

  @Test
  void theBreakerIsToldInWords() {
    assertThat(row(overview(), "Breaker")).contains("Nothing is held back.");
  }
}
