package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** What is told of an address, and how it is taken off. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AddressesTest {

  private static final String SSH = "crowdsecurity/ssh-bf";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;

  private TestAgent seen(boolean vouched, String address) {
    TestAgent agent = TestAgent.enrolled(operator, operator.organisation(vouched, false));
    agent.report(SSH, clock.instant(), address).then().statusCode(200);
    return agent;
  }

  private JsonPath explained(String address) {
    return operator.get("/api/v1/addresses/" + address).then().statusCode(200).extract().jsonPath();
  }

  private static List<String> numbers(JsonPath view, String field) {
    return view.getList("floors.findAll { it.tier == 'global' }." + field).stream()
        .map(String::valueOf)
        .toList();
  }

  private static List<String> unmet(JsonPath view) {
    return view.getList("floors.findAll { !it.met && it.tier == 'global' }.name");
  }

  @Test
  void anAddressNobodySawMissesEveryFloor() {
    JsonPath view = explained("45.84.53.1");

    assertThat(view.getString("state")).isEqualTo("none");
    assertThat(view.getString("because")).isEqualTo("no-votes");
    assertThat(unmet(view)).containsExactly("anchors", "score", "orgs", "asns", "strong");
    assertThat(view.getList("floors.findAll { it.tier == 'scoped' }.threshold"))
        .asString()
        .isEqualTo("[1.2, 2, 2, 2]");
    assertThat(view.getList("triggers")).isEmpty();
    assertThat(view.getList("history")).isEmpty();
    assertThat(numbers(view, "threshold")).containsExactly("1", "1.5", "2", "2", "2");
    assertThat(view.getList("votes")).isEmpty();
    assertThat(view.getString("serial")).isNull();
  }

  @Test
  void oneVouchedWitnessIsToldByRankWithTheFloorsThatAreMissing() {
    seen(true, "45.84.53.2");
    seen(false, "45.84.53.2");
    operator.curate();
    JsonPath view = explained("45.84.53.2");

    assertThat(view.getString("state")).isEqualTo("none");
    assertThat(view.getString("because")).startsWith("floor.");
    assertThat(numbers(view, "value")).containsExactly("0.5", "1", "1", "1", "1");
    assertThat(view.getList("votes"))
        .containsExactly(
            Map.of("rank", 1, "standing", "vouched", "scenario", SSH, "weight", 1, "age", "<1h"));
    assertThat(view.getString("firstSeen")).isEqualTo(clock.instant().toString());
  }

  @Test
  void anAddressThatSoaksIsNotListedYetAndSaysUntilWhen() {
    seen(true, "45.84.53.3");
    seen(true, "45.84.53.3");
    operator.post("/api/v1/curation/runs", Map.of());
    String until = clock.instant().plus(Duration.ofMinutes(15)).toString();
    clock.advance(Duration.ofMinutes(5));
    JsonPath view = explained("45.84.53.3");

    assertThat(view.getString("state")).isEqualTo("none");
    assertThat(view.getString("because")).isEqualTo("soak");
    assertThat(view.getString("soakUntil")).isEqualTo(until);
    assertThat(unmet(view)).isEmpty();
  }

  @Test
  void aListedAddressSaysSinceWhichReleaseAndUntilWhen() {
    seen(true, "2a01:4f8:53::4");
    seen(true, "2a01:4f8:53::4");
    int serial = operator.curate().jsonPath().getInt("serial");
    clock.advance(Duration.ofHours(2));
    JsonPath view = explained("2a01:04f8:0053::0004");

    assertThat(view.getString("address")).isEqualTo("2a01:4f8:53::4");
    assertThat(view.getString("state")).isEqualTo("global");
    assertThat(view.getInt("serial")).isEqualTo(serial);
    assertThat(view.getString("scenario")).isEqualTo(SSH);
    assertThat(view.getString("expiresAt")).isGreaterThan(clock.instant().toString());
    assertThat(view.getList("votes.age")).containsExactly("<24h", "<24h");
    assertThat(view.getList("history.state")).containsExactly("global");
    assertThat(view.getList("history.reason.k")).containsExactly(2);
    assertThat(view.getList("history.reason.because")).containsExactly("listed");
    assertThat(view.getList("history[0].reason.votes.org_rank")).containsExactly(1, 2);
    assertThat(view.getString("because")).isNull();
  }

  @Test
  void anExemptAddressIsRejectedWithTheOperatorsWords() {
    seen(true, "45.84.53.5");
    seen(true, "45.84.53.5");
    operator
        .post(
            "/api/v1/allowlist",
            Map.of("range", "45.84.53.5", "tier", "benign", "reason", "a crawler"))
        .then()
        .statusCode(201);
    operator.curate();
    JsonPath view = explained("45.84.53.5");

    assertThat(view.getString("state")).isEqualTo("rejected");
    assertThat(view.getString("because")).isEqualTo("allowlist.benign: a crawler");
    assertThat(explained("8.8.8.8").getString("because")).startsWith("allowlist.never: ");
    assertThat(explained("10.0.0.1").getString("because"))
        .isEqualTo("allowlist.benign: special-purpose address");
  }

  @Test
  void aWithdrawalIsServedInBothStreamsWhenItIsAnswered() {
    TestAgent agent = seen(true, "45.84.53.6");
    seen(true, "45.84.53.6");
    operator.curate();
    assertThat(flat(agent, "new")).contains("45.84.53.6");
    assertThat(grouped(agent, "new.decisions.value.flatten()")).contains("45.84.53.6");

    JsonPath answer =
        operator
            .post("/api/v1/withdrawals", Map.of("address", "45.84.53.6", "reason", "an appeal"))
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(answer.getString("address")).isEqualTo("45.84.53.6");
    assertThat(answer.getLong("serial")).isPositive();
    assertThat(flat(agent, "new")).doesNotContain("45.84.53.6");
    assertThat(grouped(agent, "new.decisions.value.flatten()")).doesNotContain("45.84.53.6");
    assertThat(flat(agent, "deleted")).contains("45.84.53.6");
    assertThat(grouped(agent, "deleted.decisions.flatten()")).contains("45.84.53.6");
    assertThat(explained("45.84.53.6").getString("state")).isEqualTo("none");
    operator.curate();
    assertThat(flat(agent, "new")).as("what was seen before is void").doesNotContain("45.84.53.6");
    assertThat(flat(agent, "deleted")).contains("45.84.53.6");
  }

  @Test
  void whatIsSeenAfterAWithdrawalListsAgainAndEndsTheWithdrawal() {
    seen(true, "45.84.53.7");
    seen(true, "45.84.53.7");
    operator.curate();
    operator.post("/api/v1/withdrawals", Map.of("address", "45.84.53.7", "reason", "r"));
    clock.advance(Duration.ofSeconds(1));
    TestAgent agent = seen(true, "45.84.53.7");
    operator.curate();
    assertThat(flat(agent, "new")).as("one is not enough").doesNotContain("45.84.53.7");
    seen(true, "45.84.53.7");
    operator.curate();

    assertThat(flat(agent, "new")).contains("45.84.53.7");
    assertThat(flat(agent, "deleted")).doesNotContain("45.84.53.7");
    assertThat(grouped(agent, "deleted.decisions.flatten()")).doesNotContain("45.84.53.7");
  }

  @Test
  void withdrawingWhatIsNotListedMakesNoRelease() {
    long serial = operator.curate().jsonPath().getLong("serial");

    assertThat(
            operator
                .post("/api/v1/withdrawals", Map.of("address", "45.84.53.8", "reason", "r"))
                .jsonPath()
                .getLong("serial"))
        .isEqualTo(serial);
  }

  private static List<String> flat(TestAgent agent, String part) {
    return agent.get("/v2/decisions/stream").jsonPath().getList(part + ".value");
  }

  private static List<String> grouped(TestAgent agent, String path) {
    return agent.get("/v3/decisions/stream").jsonPath().getList(path);
  }
}
