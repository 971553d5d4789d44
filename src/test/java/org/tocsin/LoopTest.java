package org.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole loop through HTTP: agents report, curation publishes, another agent is protected. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class LoopTest {

  private static final String SSH = "crowdsecurity/ssh-bf";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;

  @Test
  void listsForEverybodyWhatTwoVouchedOrganisationsSaw() {
    TestAgent a = TestAgent.enrolled(operator, operator.organisation(true, false));
    TestAgent b = TestAgent.enrolled(operator, operator.organisation(true, false));
    a.report(SSH, clock.instant(), "45.83.64.10", "45.83.64.11").then().statusCode(200);
    b.report(SSH, clock.instant(), "45.83.64.10").then().statusCode(200);

    operator.curate().then().statusCode(200);

    TestAgent reader = TestAgent.register();
    assertThat(flat(reader)).contains("45.83.64.10").doesNotContain("45.83.64.11");
    assertThat(grouped(reader)).contains("45.83.64.10").doesNotContain("45.83.64.11");
  }

  @Test
  void letsAListingSoakUnlessToldOtherwise() {
    TestAgent honeypot = TestAgent.enrolled(operator, operator.organisation(false, true));
    TestAgent vouched = TestAgent.enrolled(operator, operator.organisation(true, false));
    honeypot.report(SSH, clock.instant(), "45.83.64.20");
    vouched.report(SSH, clock.instant(), "45.83.64.20");

    operator.post("/api/v1/curation/runs", Map.of());
    assertThat(flat(vouched)).doesNotContain("45.83.64.20");
    clock.advance(Duration.ofMinutes(16));
    operator.post("/api/v1/curation/runs", Map.of());

    assertThat(flat(vouched)).contains("45.83.64.20");
  }

  private static List<String> flat(TestAgent agent) {
    return agent.get("/v2/decisions/stream").jsonPath().getList("new.value");
  }

  private static List<String> grouped(TestAgent agent) {
    return agent.get("/v3/decisions/stream").jsonPath().getList("new.decisions.value.flatten()");
  }
}
