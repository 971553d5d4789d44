package org.tocsin.blocklist;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;

/** Enrolled agents fetch the signed files with the token that they have anyway. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AgentDownloadsTest {

  @Inject DataSource dataSource;
  @Inject TestClock clock;
  private TestOperator operator;

  @BeforeEach
  void publish() {
    operator = TestOperator.administrator();
    curate();
    new TestVerdicts(dataSource).global("45.90.7.7", clock.instant().plus(Duration.ofDays(2)));
    curate();
  }

  private void curate() {
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  @Test
  void anEnrolledAgentFetchesTheHeadAndItsFiles() throws IOException {
    TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));
    JsonNode head =
        payload(agent.get("/blocklist/head.json").then().statusCode(200).extract().response());

    agent
        .get(head.path("snapshot").path("url").asText())
        .then()
        .statusCode(200)
        .body(containsString("45.90.7.7\n"));
  }

  @Test
  void itsDownloadCountsAsItsLastPullAlsoWhenNothingWasNew() throws IOException {
    long organisation = operator.organisation(true, false);
    TestAgent agent = TestAgent.enrolled(operator, organisation);
    assertThat(ofAgent(organisation, "release").isNumber()).isFalse();
    Response response = agent.get("/blocklist/head.json");
    long serial = payload(response).path("serial").asLong();
    clock.advance(Duration.ofMinutes(1));
    given()
        .header("Authorization", "Bearer " + agent.token())
        .header("If-None-Match", response.header("ETag"))
        .get("/blocklist/head.json")
        .then()
        .statusCode(304);

    assertThat(ofAgent(organisation, "release").asLong()).isEqualTo(serial);
    assertThat(ofAgent(organisation, "lastPullAt").asText())
        .startsWith(clock.instant().toString().substring(0, 16));
  }

  @Test
  void anAgentThatIsNotEnrolledIsToldSo() {
    TestAgent.register()
        .get("/blocklist/head.json")
        .then()
        .statusCode(403)
        .contentType(startsWith("application/problem+json"))
        .body("detail", containsString("not enrolled"));
  }

  @Test
  void aTokenThatIsNotOursIsNone() {
    TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));
    for (String token : new String[] {"a.b.c", agent.token() + "x", ".", "x.", "a.b.c.d"}) {
      given()
          .header("Authorization", "Bearer " + token)
          .get("/blocklist/head.json")
          .then()
          .statusCode(401);
    }
  }

  @Test
  void aTokenOpensNothingElseThatConsumersMayRead() {
    TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));

    agent.get("/v1/decisions").then().statusCode(403);
    agent.get("/taxii2/").then().statusCode(401);
  }

  private JsonNode ofAgent(long organisation, String field) throws IOException {
    String agents = operator.get("/api/v1/organisations/" + organisation + "/agents").asString();
    return new ObjectMapper().readTree(agents).path("items").path(0).path(field);
  }

  private static JsonNode payload(Response response) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String payload = json.readTree(response.asString()).path("payload").asText();
    return json.readTree(Base64.getDecoder().decode(payload));
  }
}
