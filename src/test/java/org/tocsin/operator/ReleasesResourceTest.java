package org.tocsin.operator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ReleasesResourceTest {

  @Inject DataSource dataSource;
  @Inject TestClock clock;

  private final TestOperator operator = TestOperator.administrator();
  private String key = "";

  @BeforeEach
  void aConsumer() {
    key =
        operator
            .post("/api/v1/consumers", Map.of("name", "a firewall"))
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    curate();
  }

  @AfterEach
  void theListGoesOn() {
    operator.post("/api/v1/releases/resume", Map.of("reason", "the test is over"));
  }

  private long curate() {
    clock.advance(Duration.ofSeconds(1));
    return operator
        .post("/api/v1/curation/runs", Map.of())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("serial");
  }

  private long publish(String... addresses) {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (String address : addresses) {
      verdicts.global(address, clock.instant().plus(Duration.ofDays(2)));
    }
    return curate();
  }

  private List<String> listed(String prefix) {
    return given()
        .header("Authorization", "Bearer " + key)
        .get("/blocklist/latest/plain")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .toList();
  }

  private JsonPath releases(String query) {
    return operator.get("/api/v1/releases" + query).then().statusCode(200).extract().jsonPath();
  }

  private JsonPath rollBack(long serial) {
    return operator
        .post("/api/v1/releases/" + serial + "/rollback", Map.of("reason", "a rule went wrong"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void anOlderReleaseComesBackAsANewOneAndStaysUntilItIsLetGo() {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    long good = publish("45.94.1.1", "45.94.1.2", "45.94.1.3", "45.94.1.4", "45.94.1.5");
    operator
        .post("/api/v1/withdrawals", Map.of("address", "45.94.1.3", "reason", "a mistake"))
        .then()
        .statusCode(200);
    verdicts.off("45.94.1.1");
    verdicts.off("45.94.1.4");
    long bad = publish("45.94.1.6", "45.94.1.7");
    assertThat(listed("45.94.1."))
        .containsExactly("45.94.1.2", "45.94.1.5", "45.94.1.6", "45.94.1.7");
    operator
        .post(
            "/api/v1/allowlist",
            Map.of("range", "45.94.1.4", "tier", "benign", "reason", "a friend"))
        .then()
        .statusCode(201);

    JsonPath back = rollBack(good);

    assertThat(back.getLong("serial")).isGreaterThan(bad);
    assertThat(listed("45.94.1."))
        .as("not what was withdrawn or is exempt by now")
        .containsExactly("45.94.1.1", "45.94.1.2", "45.94.1.5");
    assertThat(releases("").getLong("standsStillAt")).isEqualTo(good);

    publish("45.94.1.8");
    operator
        .post("/api/v1/withdrawals", Map.of("address", "45.94.1.5", "reason", "a mistake"))
        .then()
        .statusCode(200);
    assertThat(listed("45.94.1.")).as("still").containsExactly("45.94.1.1", "45.94.1.2");

    operator
        .post("/api/v1/releases/resume", Map.of("reason", "mended"))
        .then()
        .statusCode(200)
        .body("stoodStill", equalTo(true));
    curate();
    assertThat(listed("45.94.1."))
        .as("what is judged now")
        .containsExactly("45.94.1.2", "45.94.1.6", "45.94.1.7", "45.94.1.8");
    assertThat(releases("").getString("standsStillAt")).isNull();
    assertThat(acts()).endsWith("release.resume", "curation.run").contains("release.rollback");
  }

  /** The record is told from its beginning on. */
  private List<String> acts() {
    JsonPath page = operator.get("/api/v1/audit?limit=1000").jsonPath();
    List<String> acts = new ArrayList<>(page.getList("items.act", String.class));
    while (page.getString("next") != null) {
      page = operator.get("/api/v1/audit?limit=1000&cursor=" + page.getString("next")).jsonPath();
      acts.addAll(page.getList("items.act", String.class));
    }
    return acts;
  }

  @Test
  void whatEndsWhileTheListStandsStillLeaves() {
    long good = publish("45.94.2.1", "45.94.2.2");
    new TestVerdicts(dataSource).off("45.94.2.1");
    rollBack(good);
    assertThat(listed("45.94.2.")).contains("45.94.2.1", "45.94.2.2");
    clock.advance(Duration.ofDays(2));
    new TestVerdicts(dataSource).off("45.94.2.2");
    curate();

    assertThat(listed("45.94.2.")).doesNotContain("45.94.2.1", "45.94.2.2");
  }

  @Test
  void releasesAreListedNewestFirstInParts() {
    long older = publish("45.94.3.1", "2a01:4f8:94::1");
    long newer = publish("45.94.3.2");
    JsonPath first = releases("?limit=1");

    assertThat(first.getLong("items[0].serial")).isEqualTo(newer);
    assertThat(first.getInt("items[0].joined")).isEqualTo(1);
    JsonPath next = releases("?limit=1&cursor=" + first.getString("next"));
    assertThat(next.getLong("items[0].serial")).isEqualTo(older);
    assertThat(next.getInt("items[0].joined")).isEqualTo(2);
    assertThat(next.getInt("items[0].v6")).isPositive();
  }

  @Test
  void aReleaseThatIsNotKnownIsNotGoneBackTo() {
    long serial = publish("45.94.4.1");
    for (String unknown : List.of("999999999", "0", "x", "-1")) {
      operator
          .post("/api/v1/releases/" + unknown + "/rollback", Map.of("reason", "any"))
          .then()
          .statusCode(404)
          .contentType("application/problem+json");
    }
    operator
        .post("/api/v1/releases/" + serial + "/rollback", Map.of())
        .then()
        .statusCode(400)
        .body("detail", containsString("reason"));
    operator
        .get("/api/v1/releases")
        .then()
        .body("standsStillAt", nullValue())
        .body("items.serial", hasItem((int) serial));
    operator
        .post("/api/v1/releases/resume", Map.of("reason", "nothing"))
        .then()
        .body("stoodStill", equalTo(false));
  }
}
