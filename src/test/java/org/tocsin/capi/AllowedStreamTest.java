package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;
import org.tocsin.operator.CurationControl;

/** What an organisation never blocks, in the streams of its agents. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AllowedStreamTest {

  private static final String LISTED = "45.91.2.1";
  private static final String SCOPED = "45.91.2.2";

  private final TestOperator operator = TestOperator.administrator();

  @Inject CurationControl curation;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private static List<String> values(TestAgent agent, String generation, String part) {
    JsonNode list = Capi.get(agent, generation + "/decisions/stream").json().path(part);
    List<String> values = new ArrayList<>();
    for (JsonNode group : list) {
      if (generation.equals("/v2")) {
        values.add(group.path("value").asText());
      } else {
        assertThat(group.path("decisions")).as("a group is never empty").isNotEmpty();
        group
            .path("decisions")
            .forEach(
                one -> values.add(one.isTextual() ? one.asText() : one.path("value").asText()));
      }
    }
    return values;
  }

  @Test
  void isLeftOutAndWithdrawnThereAndNowhereElse() {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    long organisation = operator.organisation(false, false);
    // The verdicts have no evidence: a night, which judges everything again, must not fall between.
    Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    clock.advance(Duration.between(clock.instant(), midnight).plusMinutes(1));
    curation.run(false);
    TestAgent inside = TestAgent.enrolled(operator, organisation);
    TestAgent outside = TestAgent.enrolled(operator, operator.organisation(false, false));
    verdicts.global(LISTED, clock.instant().plus(Duration.ofHours(9)));
    verdicts.scoped(SCOPED, clock.instant().plus(Duration.ofHours(3)), organisation);
    curation.run(false);
    String lists = "/api/v1/organisations/" + organisation + "/lists";
    try {
      assertThat(values(inside, "/v3", "new")).contains(LISTED, SCOPED);
      String list =
          lists
              + "/"
              + operator
                  .post(lists, Map.of("kind", "allow", "name", "ours"))
                  .jsonPath()
                  .getLong("id");
      operator.put(list + "/entries", List.of("45.91.2.0/24")).then().statusCode(200);

      for (String generation : List.of("/v2", "/v3")) {
        assertThat(values(inside, generation, "new")).doesNotContain(LISTED, SCOPED);
        assertThat(values(inside, generation, "deleted")).contains(LISTED, SCOPED);
        assertThat(values(outside, generation, "new")).contains(LISTED);
        assertThat(values(outside, generation, "deleted")).doesNotContain(LISTED, SCOPED);
      }
      operator.delete(list + "/entries/45.91.2.0/24").then().statusCode(204);
      for (String generation : List.of("/v2", "/v3")) {
        assertThat(values(inside, generation, "new")).contains(LISTED, SCOPED);
        assertThat(values(inside, generation, "deleted")).doesNotContain(LISTED, SCOPED);
      }
    } finally {
      verdicts.off(LISTED);
      verdicts.off(SCOPED);
      clock.advance(Duration.ofMinutes(1));
      curation.run(false);
    }
  }
}
