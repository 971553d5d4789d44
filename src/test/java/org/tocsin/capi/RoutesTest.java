package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** Where the Central API is, and who may speak there. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RoutesTest {

  private static final List<String> REPORTS =
      List.of("metrics", "usage-metrics", "decisions/delete", "decisions/sync");

  @Inject TestClock clock;

  private static Stream<String> authenticated() {
    return Stream.of("v2", "v3")
        .flatMap(
            generation ->
                Stream.concat(
                        REPORTS.stream(), Stream.of("signals", "watchers/enroll", "watchers/reset"))
                    .map(path -> "POST /" + generation + "/" + path));
  }

  private static Stream<String> withStream() {
    return Stream.concat(
        authenticated(), Stream.of("GET /v2/decisions/stream", "GET /v3/decisions/stream"));
  }

  private static Capi.Answer send(String route, String slash, String... headers) {
    String[] parts = route.split(" ", -1);
    return Capi.send(parts[0], parts[1] + slash, Capi.bytes("[]"), headers);
  }

  @ParameterizedTest
  @MethodSource("withStream")
  void answers401ToWhoeverHasNoGoodToken(String route) {
    send(route, "").refuses(401);
    send(route, "", "Authorization", "").refuses(401);
    send(route, "", "Authorization", "Bearer ").refuses(401);
    send(route, "", "Authorization", "Bearer garbage").refuses(401);
    send(route, "", "Authorization", "garbage").refuses(401);
    send(route, "/", "Authorization", "Basic dXNlcjpwYXNz").refuses(401);
    send(route, "", "Authorization", "Bearer " + "e".repeat(10_000)).refuses(401);
    send(
            route,
            "",
            "Authorization",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJlbmdpbmUiLCJleHAiOjQxMDI0NDQ4MDB9.")
        .refuses(401);
  }

  @ParameterizedTest
  @MethodSource("withStream")
  void knowsATokenWithAndWithoutASlashAtTheEnd(String route) {
    TestAgent agent = TestAgent.register();
    for (String slash : List.of("", "/", "//")) {
      Capi.Answer answer = send(route, slash, "Authorization", "Bearer " + agent.token());
      assertThat(answer.status()).isIn(route.contains("watchers") ? 400 : 200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer   ", "  Bearer "})
  void knowsATokenHoweverItIsIntroduced(String introduction) {
    String token = TestAgent.register().token();

    assertThat(
            Capi.send(
                    "GET",
                    "/v3/decisions/stream",
                    new byte[0],
                    "Authorization",
                    introduction + token)
                .status())
        .isEqualTo(200);
  }

  @Test
  void answers401FromTheSecondATokenEnds() {
    TestAgent agent = TestAgent.register();

    clock.advance(Duration.ofHours(2).minusSeconds(1));
    assertThat(Capi.get(agent, "/v3/decisions/stream").status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    Capi.get(agent, "/v3/decisions/stream").refuses(401);
    Capi.post(agent, "/v3/signals", "[]").refuses(401);
  }

  @Test
  void keepsOperatorsAndAgentsApart() {
    TestAgent agent = TestAgent.register();

    assertThat(agent.get("/api/v1/organisations").statusCode()).isEqualTo(401);
    TestOperator.administrator().get("/v3/decisions/stream").then().statusCode(401);
  }

  @Test
  void answersABlockedAgent403AtLoginAnd401Elsewhere() {
    TestOperator operator = TestOperator.administrator();
    TestAgent agent = TestAgent.register();
    assertThat(Capi.get(agent, "/v3/decisions/stream").status()).isEqualTo(200);

    operator
        .post("/api/v1/agents/" + agent.login() + "/block", Map.of("reason", "test"))
        .then()
        .statusCode(org.hamcrest.Matchers.lessThan(300));

    Capi.get(agent, "/v2/decisions/stream").refuses(401);
    Capi.post(agent, "/v3/signals", "[]").refuses(401);
    Capi.post(agent, "/v3/metrics/", "{}").refuses(401);
    Capi.post(
            "/v3/watchers/login",
            "{'machine_id':'" + agent.login() + "','password':'correct horse battery staple'}")
        .refuses(403);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v3/",
    "GET,/v2/nothing",
    "POST,/v3/nothing/at/all/",
    "POST,/v3/watchers/unknown",
    "GET,/v3/decisions",
    "GET,/v3/%7Bx%7D",
    "GET,/v3/%7Bx%7D/",
    "GET,/v3/%25/",
    "GET,/v3/a%2Fb/",
    "GET,/v3/%0d%0aX:y/",
    "GET,/v3/%ff%fe/",
    "GET,/v3/heartbeat"
  })
  void answers404InTheFormOfTheCentralApi(String method, String path) {
    Capi.send(method, path, new byte[0]).refuses(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v3/signals",
    "PUT,/v2/signals/",
    "DELETE,/v3/watchers/self",
    "DELETE,/v3/watchers",
    "GET,/v3/watchers/login",
    "POST,/v3/decisions/stream",
    "PATCH,/v3/metrics"
  })
  void answersOtherMethodsInTheFormOfTheCentralApi(String method, String path) {
    Capi.Answer answer = Capi.send(method, path, new byte[0]);

    answer.refuses(answer.status() == 405 ? 405 : 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{", "not json", "[\"\", null, 7]", "\u0000", "{'a':'b'}"})
  void acceptsEveryReportWhateverItHolds(String body) {
    TestAgent agent = TestAgent.register();
    for (String generation : List.of("/v2/", "/v3/")) {
      for (String report : REPORTS) {
        Capi.post(agent, generation + report, body).accepts();
      }
    }
    Capi.post(agent, "/v3/usage-metrics", Capi.gzip(Capi.bytes(body)), "Content-Encoding", "gzip")
        .accepts();
  }

  @Test
  void answersMetricsAsTheirClientsExpect() {
    Capi.Answer answer = Capi.post(TestAgent.register(), "/v2/metrics/", "{}");

    assertThat(answer.json().path("code").asInt()).isEqualTo(200);
    assertThat(answer.json().path("message").asText()).isEqualTo("metrics updated successfully");
  }
}
