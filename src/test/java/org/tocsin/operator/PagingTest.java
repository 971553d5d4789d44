package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagingTest {

  private static final int MOST = 1000;

  private final TestOperator operator = TestOperator.administrator();
  private long organisation;

  @BeforeEach
  void makeSomeOfEverythingOnce() {
    if (organisation != 0) {
      return;
    }
    organisation = operator.organisation(false, false);
    for (int i = 0; i < 3; i++) {
      TestAgent.enrolled(operator, organisation);
      operator.create("viewer");
      operator.post("/api/v1/consumers", Map.of("name", "paged"));
      operator.post(
          "/api/v1/organisations/" + organisation + "/lists",
          Map.of("kind", "allow", "name", "paged" + i));
      operator.post(
          "/api/v1/allowlist", Map.of("range", "45.84.51." + i, "tier", "never", "reason", "r"));
    }
  }

  private List<String> walk(String path, int limit) {
    List<String> items = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      String cursor = next.get().isEmpty() ? "" : "&cursor=" + next.get();
      Response page = operator.get(path + "?limit=" + limit + cursor);
      assertThat(page.statusCode()).isEqualTo(200);
      List<Object> part = page.jsonPath().getList("items.id");
      assertThat(part.size()).isLessThanOrEqualTo(limit);
      part.forEach(id -> items.add(String.valueOf(id)));
      next = Optional.ofNullable(page.jsonPath().getString("next"));
    }
    return items;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/organisations",
        "/api/v1/organisations/ORGANISATION/enrolment-keys",
        "/api/v1/organisations/ORGANISATION/agents",
        "/api/v1/organisations/ORGANISATION/lists",
        "/api/v1/consumers",
        "/api/v1/allowlist",
        "/api/v1/operators",
        "/api/v1/audit"
      })
  void walkingInAnyStepsGivesEverythingOnceInOrder(String path) {
    String list = path.replace("ORGANISATION", Long.toString(organisation));
    List<String> all = walk(list, MOST);

    assertThat(all).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    assertThat(all)
        .isSortedAccordingTo((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
    assertThat(walk(list, Math.min(MOST, all.size()))).isEqualTo(all);
    if (all.size() < 60) {
      assertThat(walk(list, 1)).isEqualTo(all);
    }
    assertThat(walk(list, Math.min(MOST, 2 + all.size() / 10))).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=1001, limit",
    "limit=-1, limit",
    "limit=ten, limit",
    "limit=99999999999999999999, limit",
    "limit=1.5, limit",
    "cursor=0, cursor",
    "cursor=-1, cursor",
    "cursor=abc, cursor",
    "cursor=1%20, cursor",
    "cursor=9999999999999999999, cursor"
  })
  void aBadPartIsRefusedNamingTheParameter(String query, String parameter) {
    for (String list :
        List.of(
            "organisations",
            "organisations/" + organisation + "/enrolment-keys",
            "organisations/" + organisation + "/agents",
            "organisations/" + organisation + "/lists",
            "consumers",
            "allowlist",
            "operators",
            "audit")) {
      Response answer = operator.get("/api/v1/" + list + "?" + query);
      assertThat(answer.statusCode()).as(list).isEqualTo(400);
      assertThat(answer.jsonPath().getString("detail")).contains("'" + parameter + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"organisations", "consumers", "allowlist", "operators", "audit"})
  void behindTheEndThereIsNothing(String list) {
    Response answer = operator.get("/api/v1/" + list + "?cursor=999999999999999999");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getList("items")).isEmpty();
    assertThat(answer.jsonPath().getString("next")).isNull();
  }
}
