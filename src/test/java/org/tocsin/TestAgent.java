package org.tocsin;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An agent that speaks the Central API to the application under test. */
public final class TestAgent {

  private static final String PASSWORD = "correct horse battery staple";

  private final String login;
  private final String token;

  private TestAgent(String login, String token) {
    this.login = login;
    this.token = token;
  }

  /** Registers an agent and logs it in, without enrolling it. */
  public static TestAgent register() {
    String login = UUID.randomUUID().toString().replace("-", "");
    Map<String, Object> credentials = Map.of("machine_id", login, "password", PASSWORD);
    given()
        .body(credentials)
        .contentType("application/json")
        .post("/v3/watchers")
        .then()
        .statusCode(200);
    return new TestAgent(login, logIn(login));
  }

  private static String logIn(String login) {
    return given()
        .body(Map.of("machine_id", login, "password", PASSWORD, "scenarios", List.of()))
        .contentType("application/json")
        .post("/v3/watchers/login")
        .then()
        .statusCode(200)
        .extract()
        .path("token");
  }

  /** Registers an agent and enrols it in an organisation. */
  public static TestAgent enrolled(TestOperator operator, long organisation) {
    TestAgent agent = register();
    agent.enrol(operator.enrolmentKey(organisation)).then().statusCode(201);
    return agent;
  }

  /** Logs in again, as engines do when their token ends. */
  public TestAgent loggedInAgain() {
    return new TestAgent(login, logIn(login));
  }

  public String login() {
    return login;
  }

  public String token() {
    return token;
  }

  /** Presents an enrolment key. */
  public Response enrol(String key) {
    return post(
        "/v3/watchers/enroll", Map.of("attachment_key", key, "name", "test", "tags", List.of()));
  }

  /** Sends a body, JSON unless it is text, which is sent as it is. */
  public Response post(String path, Object body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json")
        .body(body)
        .post(path);
  }

  /** Fetches. */
  public Response get(String path) {
    return given().header("Authorization", "Bearer " + token).get(path);
  }

  /** Reports that addresses did something just now. */
  public Response report(String scenario, Instant at, String... addresses) {
    return post(
        "/v3/signals",
        java.util.Arrays.stream(addresses).map(address -> signal(scenario, at, address)).toList());
  }

  /** Returns a signal as an engine sends it, without an identity of its own. */
  public static Map<String, Object> signal(String scenario, Instant at, String address) {
    return Map.of(
        "scenario",
        scenario,
        "scenario_hash",
        "",
        "scenario_version",
        "0.1",
        "message",
        "",
        "start_at",
        at.toString(),
        "stop_at",
        at.toString(),
        "machine_id",
        "localhost",
        "source",
        Map.of("scope", "Ip", "value", address, "ip", address));
  }
}
