package org.tocsin.cti;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.TestVerdicts;

/** What CTI clients get, field by field, and what they do not. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class SmokeRouteTest {

  private static final String SSH = "crowdsecurity/ssh-bf";
  private static final String SECRET = "somebody/only-he-runs-this";

  @Inject DataSource dataSource;
  @Inject TestClock clock;

  private final TestOperator operator = TestOperator.administrator();
  private String key = "";

  @BeforeEach
  void aConsumer() {
    key =
        operator
            .post("/api/v1/consumers", Map.of("name", "a tool"))
            .then()
            .statusCode(201)
            .extract()
            .path("key");
  }

  /** What these tests make up must not be there when everything is judged anew. */
  @AfterEach
  void clear() throws SQLException {
    TestSql sql = new TestSql(dataSource);
    sql.change("delete from verdict where address <<= '45.96.4.0/22'");
    sql.change(
        "insert into unjudged_address (address) select address from verdict where address ="
            + " '45.96.3.1' on conflict do nothing");
  }

  private Response ask(String path) {
    return given().header("x-api-key", key).urlEncodingEnabled(false).get("/v2/smoke" + path);
  }

  private static void says(Response answer, int status, String message) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.jsonPath().getString("message")).contains(message);
  }

  private void listed(String... addresses) {
    for (int i = 0; i < 2; i++) {
      TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));
      agent.report(SSH, clock.instant(), addresses).then().statusCode(200);
      agent.report(SECRET, clock.instant(), addresses).then().statusCode(200);
    }
    operator.curate().then().statusCode(200);
  }

  @Test
  void aListedAddressIsAnItemWithEveryFieldAndItsType() {
    listed("45.96.1.1");
    Response answer = ask("/45.96.1.1");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    Map<String, Object> item = answer.jsonPath().getMap("");

    assertThat(item)
        .containsEntry("ip", "45.96.1.1")
        .containsEntry("reputation", "malicious")
        .containsEntry("confidence", "high")
        .containsEntry("background_noise", "low")
        .containsEntry("background_noise_score", 4)
        .containsEntry("ip_range", null)
        .containsEntry("ip_range_score", 0)
        .containsEntry("ip_range_24", "45.96.1.0/24")
        .containsEntry("ip_range_24_reputation", "unknown")
        .containsEntry("ip_range_24_score", 0)
        .containsEntry("as_name", null)
        .containsEntry("as_num", null)
        .containsEntry("reverse_dns", null)
        .containsEntry("mitre_techniques", List.of())
        .containsEntry("target_countries", Map.of())
        .containsEntry("cves", List.of())
        .containsEntry("proxy_or_vpn", false)
        .containsEntry("references", List.of());
    JsonPath json = answer.jsonPath();
    assertThat(json.getMap("location"))
        .containsOnlyKeys("country", "city", "latitude", "longitude");
    assertThat(json.getList("behaviors.name")).containsExactly("ssh:bruteforce");
    assertThat(json.getMap("behaviors[0]")).containsOnlyKeys("name", "label", "description");
    assertThat(json.getList("attack_details.name")).containsExactly(SSH);
    assertThat(json.getMap("attack_details[0]"))
        .containsOnlyKeys("name", "label", "description", "references");
    assertThat(json.getList("classifications.classifications.name"))
        .containsExactly("community-blocklist");
    assertThat(json.getList("classifications.false_positives")).isEmpty();
    String day = clock.instant().toString().substring(0, 10) + "T00:00:00+00:00";
    assertThat(json.getMap("history"))
        .isEqualTo(Map.of("first_seen", day, "last_seen", day, "full_age", 0, "days_age", 0));
    for (String window : List.of("overall", "last_day", "last_week", "last_month")) {
      assertThat(json.getMap("scores." + window))
          .isEqualTo(
              Map.of("aggressiveness", 0, "threat", 3, "trust", 2, "anomaly", 0, "total", 3));
    }
  }

  @Test
  void whoReportedAndWhatOnlyTheyRunIsNotTold() {
    listed("45.96.2.1");
    String body = ask("/45.96.2.1").asString();

    assertThat(body).doesNotContain("somebody", "only-he-runs-this", "org ", "organisation");
    assertThat(body)
        .as("no instant that could be matched with a log")
        .doesNotContain(clock.instant().toString().substring(11, 19));
  }

  @Test
  void scoresFadeWithTheDaysSinceItWasSeen() throws Exception {
    listed("45.96.3.1");
    new TestVerdicts(dataSource).global("45.96.3.1", clock.instant().plus(Duration.ofDays(60)));
    clock.advance(Duration.ofDays(3));
    JsonPath json = ask("/45.96.3.1").jsonPath();

    assertThat(json.getInt("scores.last_day.total")).isZero();
    assertThat(json.getInt("scores.last_week.total")).isPositive();
    assertThat(json.getInt("history.full_age")).isEqualTo(3);
    assertThat(json.getInt("history.days_age")).isZero();
  }

  private void state(String address, String state) throws SQLException {
    new TestSql(dataSource)
        .change(
            "insert into verdict (address, state, scenario, judge_at, held_since) values"
                + " (?::inet, ?, 't/attack', '2100-01-01', ?::timestamptz)"
                + " on conflict (address) do update set state = excluded.state",
            address,
            state,
            clock.instant().toString());
  }

  @Test
  void whatIsNotListedForEverybodyIsNotToldAsCertain() throws Exception {
    state("45.96.4.1", "held");
    new TestVerdicts(dataSource).scoped("45.96.4.2", clock.instant().plus(Duration.ofDays(1)), 1L);

    assertThat(ask("/45.96.4.1").jsonPath().getMap(""))
        .containsEntry("reputation", "suspicious")
        .containsEntry("confidence", "low");
    assertThat(ask("/45.96.4.2").jsonPath().getMap(""))
        .containsEntry("reputation", "suspicious")
        .containsEntry("confidence", "medium");
    assertThat(ask("/45.96.4.2").jsonPath().getList("classifications.classifications")).isEmpty();
  }

  @Test
  void whatIsExemptIsSafeAndAFalsePositive() throws Exception {
    state("45.96.5.1", "rejected");
    JsonPath json = ask("/45.96.5.1").jsonPath();

    assertThat(json.getString("reputation")).isEqualTo("safe");
    assertThat(json.getList("classifications.false_positives.name")).containsExactly("exempt");
    assertThat(json.getInt("scores.overall.total")).isZero();
    assertThat(json.getMap("history")).containsEntry("first_seen", null);
  }

  @Test
  void whatIsUnknownOrWaitsOutItsSoakIsNotFound() throws Exception {
    state("45.96.6.2", "soaking");
    for (String address : List.of("45.96.6.1", "45.96.6.2", "10.0.0.1", "::1", "2a01:4f9:96::1")) {
      says(ask("/" + address), 404, "IP address information not found");
    }
  }

  @Test
  void manyAreAskedForAtOnceAsClientsWriteThem() {
    listed("45.96.9.1", "2a01:4f9:96:7::1");
    for (String query :
        List.of(
            "?ips=45.96.9.1,45.96.9.9,2a01:4f9:96:7::1",
            "?ips=45.96.9.1,45.96.9.9,2a01:4f9:96:7:0::1,&",
            "?ips=45.96.9.1,45.96.9.1,45.96.9.9,2a01%3A4f9%3A96%3A7%3A%3A1")) {
      JsonPath json = ask(query).jsonPath();
      assertThat(json.getInt("total")).as(query).isEqualTo(2);
      assertThat(json.getInt("not_found")).isEqualTo(1);
      assertThat(json.getList("items.ip")).containsExactly("45.96.9.1", "2a01:4f9:96:7::1");
    }
    assertThat(ask("?ips=45.96.9.9").jsonPath().getMap(""))
        .isEqualTo(Map.of("total", 0, "not_found", 1, "items", List.of()));
    assertThat(ask("/2a01:4f9:96:7::1").jsonPath().getString("ip_range_24")).isNull();
  }

  @Test
  void aHundredAddressesAreAnsweredAndMoreAreRefused() {
    String hundred =
        IntStream.range(0, 100).mapToObj(i -> "45.96.8." + i).collect(Collectors.joining(","));

    assertThat(ask("?ips=" + hundred).jsonPath().getInt("not_found")).isEqualTo(100);
    says(ask("?ips=" + hundred + ",45.96.8.100"), 400, "1 to 100");
    says(ask(""), 400, "1 to 100");
    says(ask("?ips=,,,"), 400, "1 to 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/45.96.1", "/45.96.1.1%2f24", "?ips=x", "?ips=45.96.1.1,x"})
  void whatIsNoAddressIsRefused(String path) {
    says(ask(path), 400, "Invalid IP address");
  }

  @Test
  void withoutAKeyInForceNothingIsTold() {
    for (String wrong : List.of("", "wrong", "x".repeat(5_000))) {
      says(given().header("x-api-key", wrong).get("/v2/smoke/45.96.1.1"), 403, "Forbidden");
      says(given().header("x-api-key", wrong).get("/v2/smoke?ips=45.96.1.1"), 403, "Forbidden");
    }
    says(given().get("/v2/smoke/45.96.1.1"), 403, "Forbidden");
    says(
        given()
            .header("Authorization", "Bearer " + TestAgent.register().token())
            .get("/v2/smoke/45.96.1.1"),
        403,
        "Forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/smoke/search?query=x", "/v2/dump?format=json", "/v2/fire?page=1"})
  void whatIsNotOfferedIsSaidSo(String path) {
    says(given().header("x-api-key", key).get(path), 404, "does not offer");
  }

  @Test
  void theCentralApiBesideItAnswersAsBefore() {
    assertThat(TestAgent.register().get("/v2/decisions/stream").statusCode()).isEqualTo(200);
    Response refused = given().get("/v2/decisions/stream");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.jsonPath().getMap("")).containsKeys("message", "errors");
    assertThat(given().header("x-api-key", key).post("/v2/smoke/45.96.1.1").statusCode())
        .isGreaterThanOrEqualTo(400);
  }
}
