package org.tocsin.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.Together;
import org.tocsin.review.ReviewQueue;

/** What people without an account can learn and do about an address. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class WhyTest {

  private static final String SSH = "crowdsecurity/ssh-bf";
  private static final String ELSEWHERE = "45.93.255.1";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;
  @Inject DataSource dataSource;
  @Inject SelfDelisting delisting;
  @Inject ReviewQueue queue;

  private TestAgent listed(String address) {
    TestAgent a = TestAgent.enrolled(operator, operator.organisation(true, false));
    TestAgent b = TestAgent.enrolled(operator, operator.organisation(true, false));
    a.report(SSH, clock.instant(), address).then().statusCode(200);
    b.report(SSH, clock.instant(), address).then().statusCode(200);
    operator.curate().then().statusCode(200);
    assertThat(served(a, "new")).contains(address);
    return a;
  }

  private static List<String> served(TestAgent agent, String part) {
    return agent.get("/v2/decisions/stream").jsonPath().getList(part + ".value");
  }

  private static Response post(String path, String from, Object body) {
    return given()
        .header(RemoteAddressOfHeader.HEADER, from)
        .contentType("application/json")
        .body(body)
        .post("/why/" + path);
  }

  private static Response delist(String address, String from) {
    return post(address + "/delisting", from, "{}");
  }

  private static Response appeal(String address) {
    return post(
        address + "/appeals",
        address,
        Map.of("text", "It is a printer.\nReally.", "contact", "me"));
  }

  private static JsonPath why(String address) {
    return given().get("/why/" + address).then().statusCode(200).extract().jsonPath();
  }

  @Test
  void aListedAddressSaysWhySinceWhenUntilWhenAndHowItGetsOff() {
    listed("45.93.1.1");
    JsonPath view = why("45.93.1.1");

    assertThat(view.getString("state")).isEqualTo("global");
    assertThat(view.getString("summary")).contains("listed");
    assertThat(view.getList("scenarios")).containsExactly("ssh-bf");
    assertThat(view.getString("reporters")).isEqualTo("2");
    assertThat(view.getString("since")).isEqualTo(clock.instant().toString());
    assertThat(view.getString("expiresAt")).isGreaterThan(clock.instant().toString());
    assertThat(view.getList("howToGetOff", String.class))
        .anyMatch(way -> way.contains("/why/45.93.1.1/delisting"))
        .anyMatch(way -> way.contains("/why/45.93.1.1/appeals"));
  }

  @Test
  void ofAnAddressThatIsNotListedNothingIsTold() {
    TestAgent.enrolled(operator, operator.organisation(true, false))
        .report(SSH, clock.instant(), "45.93.2.1");
    operator.curate();
    JsonPath view = why("45.93.2.1");

    assertThat(view.getString("state")).isEqualTo("none");
    assertThat(view.getString("reporters")).isNull();
    assertThat(view.getList("scenarios")).isEmpty();
    assertThat(given().get("/why/45.93.2.1").asString()).doesNotContain("ssh");
  }

  @ParameterizedTest
  @CsvSource({
    "0,fewer than 2",
    "1,fewer than 2",
    "2,2",
    "3,3-9",
    "9,3-9",
    "10,10-99",
    "99,10-99",
    "100,100-999",
    "1234,1000-9999"
  })
  void countsAreToldInClasses(int count, String told) {
    assertThat(Why.bucket(count)).isEqualTo(told);
  }

  @Test
  void whoeverSendsFromTheAddressHasItOffAtOnce() {
    TestAgent reader = listed("45.93.3.1");
    Response answer = delist("45.93.3.1", "45.93.3.1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getLong("serial")).isPositive();
    assertThat(served(reader, "new")).doesNotContain("45.93.3.1");
    assertThat(served(reader, "deleted")).contains("45.93.3.1");
    assertThat(why("45.93.3.1").getString("state")).isEqualTo("none");
    operator.curate();
    assertThat(served(reader, "new")).as("evidence is void").doesNotContain("45.93.3.1");
  }

  @Test
  void floorsAreTwiceAsHighForAWeekAfterwards() {
    listed("45.93.4.1");
    delist("45.93.4.1", "45.93.4.1").then().statusCode(200);
    clock.advance(Duration.ofSeconds(1));
    TestAgent a = TestAgent.enrolled(operator, operator.organisation(true, false));
    a.report(SSH, clock.instant(), "45.93.4.1");
    TestAgent b = TestAgent.enrolled(operator, operator.organisation(true, false));
    b.report(SSH, clock.instant(), "45.93.4.1");
    operator.curate();
    assertThat(served(a, "new")).as("two are not enough").doesNotContain("45.93.4.1");
    listed("45.93.4.1");

    assertThat(served(a, "new")).as("four are").contains("45.93.4.1");
    Response again = delist("45.93.4.1", "45.93.4.1");
    assertThat(again.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(again.header("Retry-After")))
        .isEqualTo(Duration.ofDays(7).minusSeconds(1).toSeconds());
  }

  @Test
  void nobodyTakesAnotherAddressOff() {
    TestAgent reader = listed("45.93.5.1");
    Response answer = delist("45.93.5.1", "45.93.5.2");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("detail")).contains("sent from 45.93.5.1");
    assertThat(
            given()
                .header("X-Forwarded-For", "45.93.5.1")
                .post("/why/45.93.5.1/delisting")
                .statusCode())
        .as("a header proves nothing")
        .isEqualTo(403);
    assertThat(served(reader, "new")).contains("45.93.5.1");
  }

  @Test
  void whatIsNotListedCannotBeTakenOffOrAppealedAgainst() {
    assertThat(delist("45.93.6.1", "45.93.6.1").statusCode()).isEqualTo(404);
    assertThat(appeal("45.93.6.1").statusCode()).isEqualTo(404);
  }

  @Test
  void ofManyDelistingsAtOnceOneIsDone() {
    listed("45.93.7.1");
    List<Integer> answers = Together.run(4, i -> delist("45.93.7.1", "45.93.7.1").statusCode());

    assertThat(answers).containsOnlyOnce(200);
    assertThat(answers).allMatch(status -> List.of(200, 404, 429).contains(status));
  }

  @Test
  void anAppealIsPutBeforeAPersonWithTheEvidence() {
    listed("45.93.8.1");
    assertThat(appeal("45.93.8.1").statusCode()).isEqualTo(201);
    Map<String, Object> item = openAppeal("45.93.8.1");

    assertThat(item.get("appeal"))
        .isEqualTo(Map.of("text", "It is a printer.\nReally.", "contact", "me"));
    assertThat((List<?>) item.get("votes")).hasSize(2);
    assertThat(why("45.93.8.1").getBoolean("appealed")).isTrue();
    assertThat(appeal("45.93.8.1").statusCode()).isEqualTo(409);
  }

  @Test
  void anAppealThatIsUpheldTakesTheAddressOffBeforeTheAnswer() {
    TestAgent reader = listed("45.93.9.1");
    appeal("45.93.9.1").then().statusCode(201);
    decide("45.93.9.1", "reject").then().statusCode(200);

    assertThat(served(reader, "new")).doesNotContain("45.93.9.1");
    operator.curate();
    assertThat(served(reader, "new")).doesNotContain("45.93.9.1");
    assertThat(served(reader, "deleted")).contains("45.93.9.1");
  }

  @Test
  void anAppealThatIsTurnedDownLeavesTheAddressListed() {
    TestAgent reader = listed("45.93.10.1");
    appeal("45.93.10.1").then().statusCode(201);
    decide("45.93.10.1", "publish").then().statusCode(200);
    operator.curate();

    assertThat(served(reader, "new")).contains("45.93.10.1");
    assertThat(why("45.93.10.1").getBoolean("appealed")).isFalse();
  }

  @Test
  void appealsAndDelistingsAreForgotten() {
    listed("45.93.11.1");
    appeal("45.93.11.1").then().statusCode(201);
    delist("45.93.11.1", "45.93.11.1").then().statusCode(200);
    TestSql sql = new TestSql(dataSource);
    String appeals = "select count(*) from review_case where subject = '45.93.11.1'";
    String delistings = "select count(*) from delisting where address = '45.93.11.1'";
    assertThat(sql.number(appeals)).isEqualTo(1);
    assertThat(sql.number(delistings)).isEqualTo(1);

    delisting.forget(clock.instant().plus(Duration.ofDays(8)));
    queue.forget(clock.instant().plus(Duration.ofDays(89)));
    assertThat(sql.number(delistings)).isZero();
    assertThat(sql.number(appeals)).isEqualTo(1);
    queue.forget(clock.instant().plus(Duration.ofDays(91)));
    assertThat(sql.number(appeals)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "nonsense",
        "{\"text\":\"\"}",
        "{\"text\":\"  \\n \"}",
        "{\"text\":5}",
        "{\"text\":\"a\\u0000b\"}",
        "{\"text\":\"a\\u001bb\"}",
        "{\"text\":\"a\\u202eb\"}",
        "{\"text\":\"a\\ud800b\"}",
        "{\"text\":\"t\",\"contact\":\"a\\nb\"}",
        "{\"text\":\"t\",\"contact\":5}",
        "{\"text\":\"t\",\"address\":\"1.2.3.4\"}",
        "{\"text\":\"t\",\"text\":\"u\"}"
      })
  void aHostileAppealIsRefusedNamingThePlace(String body) {
    Response answer = post("45.93.12.1/appeals", ELSEWHERE, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("detail")).isNotBlank();
  }

  @Test
  void aLongAppealIsRefused() {
    assertThat(post("45.93.12.1/appeals", ELSEWHERE, Map.of("text", "x".repeat(2001))).statusCode())
        .isEqualTo(400);
    assertThat(post("45.93.12.1/appeals", ELSEWHERE, Map.of("text", "x".repeat(2000))).statusCode())
        .isEqualTo(404);
    assertThat(
            post("45.93.12.1/appeals", ELSEWHERE, Map.of("text", "x".repeat(70_000))).statusCode())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4%20", "::g"})
  void whatIsNoAddressIsRefused(String text) {
    assertThat(given().urlEncodingEnabled(false).get("/why/" + text).statusCode()).isEqualTo(400);
    assertThat(delist(text, ELSEWHERE).statusCode()).isEqualTo(400);
  }

  private Map<String, Object> openAppeal(String address) {
    List<Map<String, Object>> all =
        operator.get("/api/v1/reviews?limit=1000").jsonPath().getList("items");
    return all.stream()
        .filter(item -> Map.of("kind", "appeal", "address", address).equals(item.get("subject")))
        .findFirst()
        .orElseThrow();
  }

  private Response decide(String address, String decision) {
    return operator.post(
        "/api/v1/reviews/" + openAppeal(address).get("id") + "/decision",
        Map.of("decision", decision, "reason", "asked them"));
  }
}
