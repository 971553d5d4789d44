package org.tocsin.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestCommunity;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** What happens until a person is asked, from signals to the case. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class TriggersTest {

  private static final String SSH = "crowdsecurity/ssh-bf";
  private static final Duration LONG_AGO = Duration.ofDays(60);
  private static final int BREAKS = 501;

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;
  @Inject DataSource dataSource;
  private TestCommunity community;

  @BeforeEach
  void begin() {
    community = new TestCommunity(operator, new TestSql(dataSource));
  }

  private void report(List<TestAgent> agents, String... addresses) {
    for (TestAgent agent : agents) {
      agent.report(SSH, clock.instant(), addresses).then().statusCode(200);
    }
  }

  private List<TestAgent> vouched() {
    return List.of(
        TestAgent.enrolled(operator, operator.organisation(true, false)),
        TestAgent.enrolled(operator, operator.organisation(true, false)));
  }

  private Map<String, Object> openCase(String kind, String field, Object value) {
    JsonPath page = operator.get("/api/v1/reviews?limit=1000").jsonPath();
    List<Map<String, Object>> items = page.getList("items");
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> item : items) {
      Object subject = item.get("subject");
      if (subject instanceof Map<?, ?> map
          && kind.equals(map.get("kind"))
          && String.valueOf(value).equals(String.valueOf(map.get(field)))) {
        found.add(item);
      }
    }
    assertThat(found).as("%s %s", kind, value).hasSize(1);
    return found.get(0);
  }

  private static List<Object> triggers(Map<String, Object> item) {
    List<Object> ids = new ArrayList<>();
    for (Object trigger : (List<?>) item.getOrDefault("triggers", List.of())) {
      Object id = ((Map<?, ?>) trigger).get("id");
      assertThat(((Map<?, ?>) trigger).get("means")).asString().isNotBlank();
      ids.add(String.valueOf(id));
    }
    return ids;
  }

  private String state(String address) {
    return operator.get("/api/v1/addresses/" + address).jsonPath().getString("state");
  }

  @Test
  void anAddressInAProtectedRangeIsHeld() {
    operator
        .post(
            "/api/v1/allowlist",
            Map.of("range", "45.90.1.0/24", "tier", "protected", "reason", "customers"))
        .then()
        .statusCode(201);
    report(vouched(), "45.90.1.1");
    operator.curate().then().statusCode(200);

    Map<String, Object> item = openCase("address", "address", "45.90.1.1");
    assertThat(triggers(item)).containsExactly("R1-protected");
    assertThat((List<?>) item.get("floors")).isNotEmpty();
    assertThat((List<?>) item.get("votes")).hasSize(2);
    assertThat(item.get("scenarios")).isEqualTo(List.of(SSH));
    assertThat(state("45.90.1.1")).isEqualTo("held");
  }

  @Test
  void manyOrganisationsWithoutAnAnchorAreLookedAt() {
    report(community.trusted(10, 10, LONG_AGO, clock.instant()), "45.90.2.1");
    operator.curate();

    assertThat(triggers(openCase("address", "address", "45.90.2.1"))).contains("R2-no-anchor");
    assertThat(state("45.90.2.1")).isEqualTo("held");
  }

  @Test
  void organisationsThatAreNewAreLookedAt() {
    report(community.trusted(3, 3, Duration.ofDays(2), clock.instant()), "45.90.3.1");
    operator.curate();

    assertThat(triggers(openCase("address", "address", "45.90.3.1")))
        .containsExactly("R3-velocity");
  }

  @Test
  void manyOrganisationsInFewNetworksAreLookedAt() {
    report(community.trusted(8, 2, LONG_AGO, clock.instant()), "45.90.4.1");
    operator.curate();

    assertThat(triggers(openCase("address", "address", "45.90.4.1")))
        .containsExactly("R4-diversity");
  }

  @Test
  void aGroupThatCarriesOneAddressAfterAnotherIsLookedAt() {
    List<TestAgent> group = community.trusted(4, 4, LONG_AGO, clock.instant());
    for (int i = 1; i <= 7; i++) {
      report(group, "45.90.5." + i);
      operator.post("/api/v1/curation/runs", Map.of());
    }

    assertThat(triggers(openCase("address", "address", "45.90.5.7"))).containsExactly("R5-clique");
  }

  @Test
  void whoeverReportsBaitIsLookedAt() {
    long organisation = operator.organisation(false, false);
    TestAgent agent = TestAgent.enrolled(operator, organisation);
    report(List.of(agent), "8.8.8.8");
    operator.curate();

    Map<String, Object> item = openCase("organisation", "organisation", organisation);
    assertThat(triggers(item)).containsExactly("R6-bait");
    assertThat(item.get("subject")).asString().contains("reported=8.8.8.8");
    decide(item, "reject").then().statusCode(200);
  }

  @Test
  void aRangeWithManyListedAddressesIsProposedAndNeverListed() {
    report(vouched(), IntStream.range(1, 11).mapToObj(i -> "45.90.8." + i).toArray(String[]::new));
    operator.curate();

    Map<String, Object> item = openCase("range", "range", "45.90.8.0/24");
    assertThat(triggers(item)).containsExactly("R8-range");
    decide(item, "publish").then().statusCode(200);
    operator.curate();
    assertThat(state("45.90.8.200")).isEqualTo("none");
  }

  @Test
  void tooManyAdditionsAndThenRemovalsAtOnceWaitForAPerson() throws SQLException {
    List<TestAgent> witnesses = vouched();
    for (int from = 0; from < BREAKS; from += 100) {
      report(
          witnesses,
          IntStream.range(from, Math.min(from + 100, BREAKS))
              .mapToObj(i -> "45.91." + i / 250 + "." + (1 + i % 250))
              .toArray(String[]::new));
    }
    operator.curate().then().statusCode(200);
    assertThat(operator.get("/why/45.91.0.1").jsonPath().getString("state")).isEqualTo("held");
    Map<String, Object> item = openRun();
    assertThat(triggers(item)).containsExactly("B-breaker");
    decide(item, "publish").then().statusCode(200);
    operator.curate();
    assertThat(state("45.91.0.1")).isEqualTo("global");

    new TestSql(dataSource).change("delete from sighting where address <<= '45.91.0.0/16'");
    operator.curate();
    assertThat(operator.get("/why/45.91.0.1").jsonPath().getString("state")).isEqualTo("global");
    decide(openRun(), "publish").then().statusCode(200);
    operator.curate();
    assertThat(operator.get("/why/45.91.0.1").jsonPath().getString("state")).isEqualTo("none");
  }

  private Map<String, Object> openRun() {
    JsonPath page = operator.get("/api/v1/reviews?limit=1000").jsonPath();
    List<Map<String, Object>> runs = page.getList("items.findAll { it.subject.kind == 'run' }");
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  private io.restassured.response.Response decide(Map<String, Object> item, String decision) {
    return operator.post(
        "/api/v1/reviews/" + item.get("id") + "/decision",
        Map.of("decision", decision, "reason", "looked at it"));
  }
}
