package org.tocsin.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestCommunity;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.Together;
import org.tocsin.address.Address;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.Trigger;

/** What operators decide about cases, and what comes of those they leave. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DecisionsTest {

  private static final String SSH = "crowdsecurity/ssh-bf";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;
  @Inject DataSource dataSource;
  @Inject Reviews reviews;
  private TestSql sql;

  @BeforeEach
  void begin() {
    sql = new TestSql(dataSource);
  }

  /** Three organisations that are new carry an address, which is held for that. */
  private long held(String address) {
    for (TestAgent agent :
        new TestCommunity(operator, sql).trusted(3, 3, Duration.ofDays(2), clock.instant())) {
      agent.report(SSH, clock.instant(), address).then().statusCode(200);
    }
    operator.curate().then().statusCode(200);
    assertThat(state(address)).isEqualTo("held");
    return number(address);
  }

  private long number(String address) {
    return sql.number(
        "select id from review_case where subject = ? order by id desc limit 1", address);
  }

  private long bait() {
    long organisation = operator.organisation(false, false);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                reviews.ask(
                    new Reviews.Subject.OfOrganisation(
                        organisation, Address.parse("8.8.8.8").orElseThrow()),
                    List.of(Trigger.BAIT),
                    Optional.empty(),
                    Duration.ofDays(7),
                    clock.instant()));
    return number(Long.toString(organisation));
  }

  private Response decide(TestOperator who, long id, String decision) {
    return who.post(
        "/api/v1/reviews/" + id + "/decision",
        Map.of("decision", decision, "reason", "looked at it"));
  }

  private String state(String address) {
    return operator.get("/api/v1/addresses/" + address).jsonPath().getString("state");
  }

  private JsonPath item(long id) {
    return operator.get("/api/v1/reviews/" + id).then().statusCode(200).extract().jsonPath();
  }

  @Test
  void whatIsPublishedIsListedByTheNextRun() {
    long id = held("45.92.1.1");
    JsonPath decided = decide(operator, id, "publish").then().statusCode(200).extract().jsonPath();
    assertThat(decided.getString("state")).isEqualTo("published");
    assertThat(decided.getString("decisionReason")).isEqualTo("looked at it");
    assertThat(decided.getString("decidedBy")).isNotBlank();
    assertThat(decided.getString("decidedAt")).isEqualTo(clock.instant().toString());
    operator.curate();

    assertThat(state("45.92.1.1")).isEqualTo("scoped");
    assertThat(item(id).getString("state")).isEqualTo("published");
    assertThat(operator.get("/api/v1/audit?limit=1000").jsonPath().getList("items.act"))
        .contains("review.publish");
  }

  @Test
  void whatIsRejectedIsVoidAndCostsTrustAndHigherFloors() {
    long id = held("45.92.2.1");
    List<String> reporters =
        sql.rows("select organisation_id from sighting where address = '45.92.2.1'");
    decide(operator, id, "reject").then().statusCode(200);
    operator.curate();

    assertThat(state("45.92.2.1")).isEqualTo("none");
    assertThat(item(id).getString("state")).isEqualTo("rejected");
    assertThat(
            sql.number(
                "select count(*) from verdict where address = '45.92.2.1'"
                    + " and delisted_at is not null"))
        .isEqualTo(1);
    assertThat(reporters).hasSize(3);
    for (String reporter : reporters) {
      assertThat(
              sql.number(
                  "select contradictions from reputation where organisation_id = ?::bigint",
                  reporter))
          .isEqualTo(2_000_000);
    }
  }

  @Test
  void ofTwoCuratorsAtOnceTheSecondIsRefused() {
    List<TestOperator> curators = List.of(operator.create("curator"), operator.create("curator"));
    for (int i = 0; i < 5; i++) {
      long id = bait();
      List<Integer> answers =
          Together.run(
              2,
              who -> decide(curators.get(who), id, who == 0 ? "publish" : "reject").statusCode());

      assertThat(answers).containsExactlyInAnyOrder(200, 409);
    }
  }

  @Test
  void aDecisionIsTakenOnce() {
    long id = bait();
    decide(operator, id, "reject").then().statusCode(200);
    Response again = decide(operator, id, "publish");

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.jsonPath().getString("detail")).contains("rejected");
    assertThat(item(id).getString("state")).isEqualTo("rejected");
  }

  @Test
  void whatNobodyDecidesInTimeIsDroppedAndLeftAloneForADay() {
    long id = held("45.92.3.1");
    clock.advance(Duration.ofHours(24));
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);

    assertThat(item(id).getString("state")).isEqualTo("dropped");
    assertThat(item(id).getString("decidedBy")).isNull();
    assertThat(state("45.92.3.1")).isEqualTo("none");
    operator.curate();
    assertThat(number("45.92.3.1")).isEqualTo(id);
    assertThat(state("45.92.3.1")).isEqualTo("none");
  }

  @Test
  void casesThatAreNotAboutAddressesTimeOutWithARun() {
    long id = bait();
    clock.advance(Duration.ofDays(7));
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);

    assertThat(item(id).getString("state")).isEqualTo("dropped");
    assertThat(item(id).getString("decisionReason")).isEqualTo("nobody decided in time");
    assertThat(decide(operator, id, "publish").statusCode()).isEqualTo(409);
  }

  @Test
  void beingAskedAgainBringsTheOpenCaseUpToDate() {
    long first = held("45.92.4.1");
    String before = item(first).getString("evidenceAtOpening.score");
    new TestCommunity(operator, sql)
        .trusted(1, 1, Duration.ofDays(1), clock.instant())
        .get(0)
        .report(SSH, clock.instant(), "45.92.4.1");
    operator.curate();

    assertThat(number("45.92.4.1")).isEqualTo(first);
    assertThat(item(first).getList("votes")).hasSize(4);
    assertThat(item(first).getString("evidenceAtOpening.score")).isEqualTo(before);
  }

  @Test
  void theMostUrgentComeFirstAndPagesAddUp() {
    for (int i = 0; i < 3; i++) {
      bait();
      clock.advance(Duration.ofMinutes(1));
    }
    List<String> due = new ArrayList<>();
    List<Integer> walked = new ArrayList<>();
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      String at = cursor.get().isEmpty() ? "" : "&cursor=" + cursor.get();
      JsonPath page = operator.get("/api/v1/reviews?state=all&limit=2" + at).jsonPath();
      due.addAll(page.getList("items.dueAt"));
      walked.addAll(page.getList("items.id"));
      cursor = Optional.ofNullable(page.getString("next"));
    }

    assertThat(due).isSorted();
    assertThat(walked).doesNotHaveDuplicates();
    assertThat((long) walked.size()).isEqualTo(sql.number("select count(*) from review_case"));
    assertThat(operator.get("/api/v1/reviews").jsonPath().getList("items.state"))
        .isNotEmpty()
        .containsOnly("open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "nonsense",
        "{\"decision\":\"publish\"}",
        "{\"decision\":\"PUBLISH\",\"reason\":\"r\"}",
        "{\"decision\":\"drop\",\"reason\":\"r\"}",
        "{\"decision\":1,\"reason\":\"r\"}",
        "{\"decision\":\"publish\",\"reason\":\"\"}",
        "{\"decision\":\"publish\",\"reason\":\"a\\u0000b\"}",
        "{\"decision\":\"publish\",\"reason\":\"a\\u202eb\"}",
        "{\"decision\":\"publish\",\"reason\":\"r\",\"force\":true}",
        "{\"decision\":\"publish\",\"decision\":\"reject\",\"reason\":\"r\"}"
      })
  void aDecisionThatIsNotUnderstoodDecidesNothing(String body) {
    long id = bait();
    Response answer = operator.post("/api/v1/reviews/" + id + "/decision", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("detail")).isNotBlank();
    assertThat(item(id).getString("state")).isEqualTo("open");
  }

  @ParameterizedTest
  @CsvSource({
    "?state=closed, 400",
    "?state=OPEN, 400",
    "?limit=0, 400",
    "?limit=1001, 400",
    "?cursor=x, 400",
    "?state=all&cursor=999999999999, 200",
    "/0, 404",
    "/x, 404",
    "/999999999999, 404"
  })
  void aQuestionThatIsNotUnderstoodIsRefused(String path, int status) {
    assertThat(operator.get("/api/v1/reviews" + path).statusCode()).isEqualTo(status);
  }
}
