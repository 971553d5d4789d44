package org.tocsin.operator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.ws.rs.HttpMethod;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.TestAgent;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.account.Role;

/** Every call, by everybody. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RolesTest {

  private static final String PROBLEM = "application/problem+json";

  /** What a caller who may use a route gets for a request that changes nothing. */
  static Stream<Arguments> routes() {
    return Stream.of(
        Arguments.of("POST", "/operators/999999999/sign-in-link", "", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/operators/999999999/unlock", "", Role.ADMINISTRATOR, 404),
        Arguments.of(
            "PUT", "/operators/999999999/role", "{\"role\":\"viewer\"}", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/organisations", "{}", Role.ADMINISTRATOR, 400),
        Arguments.of("GET", "/organisations", "", Role.VIEWER, 200),
        Arguments.of(
            "POST", "/organisations/999999999/enrolment-keys", "{}", Role.ADMINISTRATOR, 404),
        Arguments.of("GET", "/organisations/999999999/enrolment-keys", "", Role.VIEWER, 404),
        Arguments.of(
            "DELETE", "/organisations/999999999/enrolment-keys/1", "", Role.ADMINISTRATOR, 404),
        Arguments.of("GET", "/organisations/999999999/agents", "", Role.VIEWER, 404),
        Arguments.of("POST", "/organisations/999999999/block", "{}", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/organisations/999999999/unblock", "{}", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/organisations/999999999/lists", "{}", Role.ADMINISTRATOR, 404),
        Arguments.of("GET", "/organisations/999999999/lists", "", Role.VIEWER, 404),
        Arguments.of("GET", "/organisations/999999999/lists/1", "", Role.VIEWER, 404),
        Arguments.of("DELETE", "/organisations/999999999/lists/1", "", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/organisations/999999999/lists/1/link", "", Role.ADMINISTRATOR, 404),
        Arguments.of("GET", "/organisations/999999999/lists/1/entries", "", Role.VIEWER, 404),
        Arguments.of("PUT", "/organisations/999999999/lists/1/entries", "[]", Role.CURATOR, 404),
        Arguments.of("POST", "/organisations/999999999/lists/1/entries", "[]", Role.CURATOR, 404),
        Arguments.of(
            "DELETE", "/organisations/999999999/lists/1/entries/1.1.1.1", "", Role.CURATOR, 404),
        Arguments.of("POST", "/agents/nobody/block", "{\"reason\":\"r\"}", Role.ADMINISTRATOR, 404),
        Arguments.of(
            "POST", "/agents/nobody/unblock", "{\"reason\":\"r\"}", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/consumers", "{}", Role.ADMINISTRATOR, 400),
        Arguments.of("GET", "/consumers", "", Role.VIEWER, 200),
        Arguments.of("GET", "/consumers/999999999", "", Role.VIEWER, 404),
        Arguments.of("POST", "/consumers/999999999/keys", "{}", Role.ADMINISTRATOR, 404),
        Arguments.of("DELETE", "/consumers/999999999/keys/1", "", Role.ADMINISTRATOR, 404),
        Arguments.of("DELETE", "/consumers/999999999", "", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/curation/runs", "{\"ignoreSoak\":1}", Role.CURATOR, 400),
        Arguments.of("POST", "/allowlist", "{}", Role.CURATOR, 400),
        Arguments.of("GET", "/allowlist", "", Role.VIEWER, 200),
        Arguments.of("DELETE", "/allowlist/999999999", "", Role.CURATOR, 404),
        Arguments.of("POST", "/withdrawals", "{}", Role.CURATOR, 400),
        Arguments.of("GET", "/releases", "", Role.VIEWER, 200),
        Arguments.of("POST", "/releases/999999999/rollback", "{}", Role.CURATOR, 400),
        Arguments.of("POST", "/releases/resume", "{}", Role.CURATOR, 400),
        Arguments.of("GET", "/signals/count", "", Role.VIEWER, 200),
        Arguments.of("GET", "/audit", "", Role.VIEWER, 200),
        Arguments.of("GET", "/audit/check", "", Role.VIEWER, 200),
        Arguments.of("GET", "/audit/export?format=none", "", Role.VIEWER, 400),
        Arguments.of("GET", "/addresses/45.84.50.1", "", Role.VIEWER, 200),
        Arguments.of("GET", "/reviews", "", Role.VIEWER, 200),
        Arguments.of("GET", "/reviews/999999999", "", Role.VIEWER, 404),
        Arguments.of(
            "POST",
            "/reviews/999999999/decision",
            "{\"decision\":\"reject\",\"reason\":\"r\"}",
            Role.CURATOR,
            404),
        Arguments.of("POST", "/rules/diff", "{}", Role.CURATOR, 400),
        Arguments.of("POST", "/operators", "{}", Role.ADMINISTRATOR, 400),
        Arguments.of("GET", "/operators", "", Role.ADMINISTRATOR, 200),
        Arguments.of("POST", "/notification-channels", "{}", Role.ADMINISTRATOR, 400),
        Arguments.of("GET", "/notification-channels", "", Role.ADMINISTRATOR, 200),
        Arguments.of("DELETE", "/notification-channels/999999999", "", Role.ADMINISTRATOR, 404),
        Arguments.of("POST", "/notification-channels/999999999/test", "", Role.ADMINISTRATOR, 404),
        Arguments.of("DELETE", "/operators/999999999", "", Role.ADMINISTRATOR, 404));
  }

  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private String agent = "";

  @BeforeEach
  void makeOneOfEachOnce() {
    if (!agent.isEmpty()) {
      return;
    }
    for (Role role : EnumSet.range(Role.ADMINISTRATOR, Role.VIEWER)) {
      tokens.put(
          role,
          TestOperator.administrator()
              .post(
                  "/api/v1/operators",
                  Map.of("name", "role " + UUID.randomUUID(), "role", role.text()))
              .jsonPath()
              .getString("token"));
    }
    tokens.put(Role.MEMBER, memberToken());
    agent = TestAgent.register().token();
  }

  private static String memberToken() {
    TestOperator administrator = TestOperator.administrator();
    return administrator
        .post(
            "/api/v1/operators",
            Map.of(
                "name",
                "role " + UUID.randomUUID(),
                "role",
                "member",
                "organisation",
                administrator.organisation(false, false)))
        .jsonPath()
        .getString("token");
  }

  @Test
  void theMatrixHasEveryRoute() {
    long methods =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.tocsin.operator")
                .stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(method -> method.getAnnotations().stream())
                .filter(found -> found.getRawType().isAnnotatedWith(HttpMethod.class))
                .count();

    assertThat(routes().count()).isEqualTo(methods);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aRouteOpensToItsRoleAndThoseAbove(
      String method, String path, String body, Role least, int status) {
    for (Role role : Role.values()) {
      String token = tokens.getOrDefault(role, "");
      boolean allowed = role.included().contains(least.text());
      assertAnswer(
          call(method, path, body, "Bearer " + token), allowed ? status : 403, role.text());
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void nobodyElseGetsIn(String method, String path, String body) {
    for (String authorization :
        new String[] {
          "",
          "Bearer ",
          "Bearer nonsense",
          "Bearer " + agent,
          agent,
          "Basic YTpi",
          "Bearer " + "x".repeat(300)
        }) {
      assertAnswer(call(method, path, body, authorization), 401, authorization);
    }
  }

  private static void assertAnswer(Response answer, int status, String who) {
    assertThat(answer.statusCode()).as(who).isEqualTo(status);
    assertThat(answer.contentType())
        .as(who)
        .startsWith(status == 200 ? "application/json" : PROBLEM);
    if (status != 200) {
      assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
      assertThat(answer.jsonPath().getString("type")).isEqualTo("about:blank");
      assertThat(answer.jsonPath().getString("title")).isNotBlank();
      assertThat(answer.jsonPath().getString("detail")).isNotBlank();
    }
  }

  private static Response call(String method, String path, String body, String authorization) {
    RequestSpecification request = given();
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!body.isEmpty()) {
      request.contentType("application/json").body(body);
    }
    return request.request(method, "/api/v1" + path);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /, 404",
    "POST, /organisations/x/y/z, 404",
    "PUT, /organisations, 405",
    "DELETE, /audit, 405",
    "PATCH, /operators/1, 405",
    "GET, /organisations/abc/agents, 404",
    "GET, /organisations/-1/agents, 404",
    "GET, /organisations/0/agents, 404",
    "GET, /organisations/99999999999999999999/agents, 404",
    "DELETE, /allowlist/1e3, 404",
    "DELETE, /operators/9223372036854775808, 404",
    "GET, /addresses/not-an-address, 400",
    "GET, /addresses/45.84.0.0, 200"
  })
  void whatDoesNotExistIsAProblemToo(String method, String path, int status) {
    assertAnswer(
        call(method, path, "", "Bearer " + tokens.get(Role.ADMINISTRATOR)),
        status,
        method + " " + path);
  }

  @Test
  void aRevokedOperatorIsNobodyAtOnce() {
    TestOperator administrator = TestOperator.administrator();
    Response made =
        administrator.post(
            "/api/v1/operators", Map.of("name", "gone " + UUID.randomUUID(), "role", "viewer"));
    String token = "Bearer " + made.jsonPath().getString("token");
    assertAnswer(call("GET", "/audit", "", token), 200, "before");
    administrator
        .delete("/api/v1/operators/" + made.jsonPath().getLong("id"))
        .then()
        .statusCode(204);

    assertAnswer(call("GET", "/audit", "", token), 401, "after");
    administrator
        .delete("/api/v1/operators/" + made.jsonPath().getLong("id"))
        .then()
        .statusCode(404);
  }

  @Test
  void nobodyRevokesThemselves() {
    TestOperator administrator = TestOperator.administrator();
    Response made =
        administrator.post(
            "/api/v1/operators",
            Map.of("name", "self " + UUID.randomUUID(), "role", "administrator"));
    String token = "Bearer " + made.jsonPath().getString("token");
    long id = made.jsonPath().getLong("id");

    assertAnswer(call("DELETE", "/operators/" + id, "", token), 409, "self");
    assertAnswer(call("GET", "/operators", "", token), 200, "still somebody");
    assertThat(administrator.get("/api/v1/operators?limit=1000").jsonPath().getList("items.id"))
        .contains((int) id);
  }
}
