package org.tocsin.bouncer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;
import org.tocsin.distribution.CurrentList;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class BouncerRouteTest {

  @Inject DataSource dataSource;
  @Inject TestClock clock;
  @Inject CurrentList currentList;

  private final TestOperator operator = TestOperator.administrator();
  private String key = "";

  @BeforeEach
  void aBouncer() {
    key = key(Map.of("name", "a bouncer"));
  }

  private String key(Map<String, Object> consumer) {
    return operator
        .post("/api/v1/consumers", consumer)
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private void curate() {
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  private void publish(String... addresses) {
    curate();
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (String address : addresses) {
      verdicts.global(address, clock.instant().plus(Duration.ofDays(2)));
    }
    curate();
  }

  private Response ask(String path) {
    return given().header("X-Api-Key", key).get(path);
  }

  private static List<String> values(Response response, String part) {
    return response.then().statusCode(200).extract().jsonPath().getList(part + ".value");
  }

  @Test
  void withoutAKeyInForceThereIsNoAccess() {
    for (String wrong : List.of("", "wrong", "x".repeat(5_000))) {
      for (String path : List.of("/v1/decisions", "/v1/decisions/stream?startup=true")) {
        given()
            .header("X-Api-Key", wrong)
            .get(path)
            .then()
            .statusCode(403)
            .body("message", equalTo("access forbidden"));
      }
    }
  }

  @Test
  void aStreamBeginsWithEverythingAndThenTellsWhatChanged() {
    publish("45.92.1.1", "2a01:4f9:92::1");
    Response all = ask("/v1/decisions/stream?startup=true");
    assertThat(values(all, "new")).contains("45.92.1.1", "2a01:4f9:92::1");
    all.then()
        .body("new.find { it.value == '45.92.1.1' }.scope", equalTo("Ip"))
        .body("new.find { it.value == '45.92.1.1' }.type", equalTo("ban"));
    assertThat(all.jsonPath().getString("new.find { it.value == '45.92.1.1' }.duration"))
        .matches("\\d+h\\d+m\\d+s");

    String ignored =
        "/v1/decisions/stream?startup=false&community_pull=false&additional_pull=false";
    String next = "/v1/decisions/stream?startup=false";
    assertThat(values(ask(next), "new")).isEmpty();

    publish("45.92.1.2");
    operator
        .post("/api/v1/withdrawals", Map.of("address", "45.92.1.1", "reason", "a test"))
        .then()
        .statusCode(200);
    given().header("X-Api-Key", key).head("/v1/decisions/stream").then().statusCode(200);
    Response changed = ask(next);
    assertThat(values(changed, "new")).containsExactly("45.92.1.2");
    assertThat(values(changed, "deleted")).containsExactly("45.92.1.1");
    assertThat(values(ask(next), "deleted")).isEmpty();
    assertThat(values(ask(ignored), "new"))
        .as("parameters that every bouncer sends change nothing")
        .contains("45.92.1.2", "2a01:4f9:92::1");
  }

  @Test
  void anAnswerIsPackedOnlyForWhoTakesIt() {
    publish(IntStream.range(1, 30).mapToObj(i -> "45.92.9." + i).toArray(String[]::new));
    for (String refused : List.of("identity", "gzip;q=0", "br, gzip;q=0.0")) {
      asSent(refused).then().statusCode(200).header("Content-Encoding", nullValue());
    }
    for (String taken : List.of("gzip", "br, gzip;q=0.5")) {
      asSent(taken).then().statusCode(200).header("Content-Encoding", equalTo("gzip"));
    }
  }

  private Response asSent(String accepted) {
    return given()
        .config(
            RestAssuredConfig.config()
                .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
        .header("X-Api-Key", key)
        .header("Accept-Encoding", accepted)
        .get("/v1/decisions");
  }

  @Test
  void twoBouncersDoNotEatEachOthersChanges() {
    publish("45.92.2.1");
    ask("/v1/decisions/stream?startup=true").then().statusCode(200);
    String mine = key;
    key = key(Map.of("name", "another"));
    ask("/v1/decisions/stream?startup=true").then().statusCode(200);
    publish("45.92.2.2");

    assertThat(values(ask("/v1/decisions/stream"), "new")).containsExactly("45.92.2.2");
    key = mine;
    assertThat(values(ask("/v1/decisions/stream"), "new")).containsExactly("45.92.2.2");
  }

  @Test
  void oneAddressIsLookedUpAndNothingIsNull() {
    publish("45.92.3.1");
    assertThat(ask("/v1/decisions?ip=45.92.3.1").jsonPath().getList("value"))
        .containsExactly("45.92.3.1");
    assertThat(ask("/v1/decisions?ip=45.92.3.9").asString()).isEqualTo("null");
    assertThat(ask("/v1/decisions?ip=45.92.3.1&type=captcha").asString()).isEqualTo("null");
    assertThat(ask("/v1/decisions?range=45.92.3.0/24").jsonPath().getList("value"))
        .containsExactly("45.92.3.1");
    ask("/v1/decisions?ip=nobody")
        .then()
        .statusCode(400)
        .body("message", equalTo("ip: that is no address"));
    ask("/v1/decisions?range=45.92.3.1/8").then().statusCode(400);
  }

  @Test
  void filtersAndTheConsumersCutHold() {
    publish("45.92.4.1", "2a01:4f9:94::1");
    assertThat(values(ask("/v1/decisions/stream?startup=true&scopes=country"), "new")).isEmpty();
    assertThat(values(ask("/v1/decisions/stream?startup=true&origins=cscli"), "new")).isEmpty();
    assertThat(
            values(ask("/v1/decisions/stream?startup=true&scenarios_not_containing=ATTACK"), "new"))
        .doesNotContain("45.92.4.1", "2a01:4f9:94::1");
    assertThat(values(ask("/v1/decisions/stream?startup=true&scenarios_containing=t/att"), "new"))
        .contains("45.92.4.1", "2a01:4f9:94::1");
    key = key(Map.of("name", "six", "families", "v6"));
    assertThat(values(ask("/v1/decisions/stream?startup=true"), "new"))
        .contains("2a01:4f9:94::1")
        .allMatch(value -> value.contains(":"));
  }

  private String keyOf(long organisation) {
    return key(Map.of("name", "of " + organisation, "organisation", organisation));
  }

  private void list(Consumer<TestVerdicts> change) {
    curate();
    change.accept(new TestVerdicts(dataSource));
    curate();
    currentList.refreshIfStale();
  }

  private List<String> live(String ip) {
    List<String> found = ask("/v1/decisions?ip=" + ip).jsonPath().getList("value");
    return found == null ? List.of() : found;
  }

  @Test
  void whatIsListedForOneOrganisationIsToldToItsBouncersOnly() {
    Instant end = clock.instant().plus(Duration.ofDays(2));
    long mine = operator.organisation(false, false);
    long other = operator.organisation(false, false);
    List<String> keys = List.of(keyOf(mine), keyOf(other), key);
    String stream = "/v1/decisions/stream";
    for (String one : keys) {
      key = one;
      assertThat(values(ask(stream + "?startup=true"), "new")).doesNotContain("45.92.5.1");
    }

    list(verdicts -> verdicts.scoped("45.92.5.1", end, mine));
    for (String one : keys) {
      key = one;
      List<String> expected = one.equals(keys.get(0)) ? List.of("45.92.5.1") : List.of();
      assertThat(live("45.92.5.1")).isEqualTo(expected);
      assertThat(values(ask(stream), "new")).isEqualTo(expected);
      assertThat(values(ask(stream), "new")).as("told once").isEmpty();
    }

    list(verdicts -> verdicts.off("45.92.5.1"));
    for (String one : keys) {
      key = one;
      assertThat(live("45.92.5.1")).isEmpty();
      assertThat(values(ask(stream), "deleted"))
          .isEqualTo(one.equals(keys.get(0)) ? List.of("45.92.5.1") : List.of());
      assertThat(values(ask(stream), "deleted")).as("told once").isEmpty();
    }
  }

  @Test
  void anAddressThatIsListedForEverybodyInsteadStaysWithTheOrganisationsBouncers() {
    Instant end = clock.instant().plus(Duration.ofDays(2));
    long mine = operator.organisation(false, false);
    String everybodys = key;
    key = keyOf(mine);
    String stream = "/v1/decisions/stream";
    list(verdicts -> verdicts.scoped("45.92.6.1", end, mine));
    assertThat(values(ask(stream + "?startup=true"), "new")).contains("45.92.6.1");

    list(verdicts -> verdicts.global("45.92.6.1", end));
    Response now = ask(stream);
    assertThat(values(now, "new")).containsExactly("45.92.6.1");
    assertThat(values(now, "deleted")).isEmpty();

    String own = key;
    key = everybodys;
    assertThat(values(ask(stream + "?startup=true"), "new")).contains("45.92.6.1");
    list(verdicts -> verdicts.scoped("45.92.6.1", end, mine));
    assertThat(values(ask(stream), "deleted")).containsExactly("45.92.6.1");
    key = own;
    now = ask(stream);
    assertThat(values(now, "deleted")).isEmpty();
    assertThat(live("45.92.6.1")).containsExactly("45.92.6.1");
    list(verdicts -> verdicts.off("45.92.6.1"));
    assertThat(values(ask(stream), "deleted")).containsExactly("45.92.6.1");
  }

  @Test
  void newerBouncersMayReportTheirUsage() {
    given()
        .header("X-Api-Key", key)
        .contentType("application/json")
        .body("{\"remediation_components\":[]}")
        .post("/v1/usage-metrics")
        .then()
        .statusCode(201);
  }
}
