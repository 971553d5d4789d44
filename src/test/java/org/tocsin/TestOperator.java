package org.tocsin;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** An operator of the application under test. */
public final class TestOperator {

  private final String token;

  private TestOperator(String token) {
    this.token = token;
  }

  /** Returns the administrator whose token the first start wrote. */
  public static TestOperator administrator() {
    Path data = ConfigProvider.getConfig().getValue("tocsin.data", Path.class);
    try {
      return new TestOperator(Files.readString(data.resolve("operator.token")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an operator with another role. */
  public TestOperator create(String role) {
    return new TestOperator(
        post("/api/v1/operators", Map.of("name", "test " + UUID.randomUUID(), "role", role))
            .then()
            .statusCode(201)
            .extract()
            .path("token"));
  }

  /** Sends a body as JSON. */
  public Response post(String path, Object body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json")
        .body(body)
        .post(path);
  }

  /** Sends a body as JSON that replaces what is there. */
  public Response put(String path, Object body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json")
        .body(body)
        .put(path);
  }

  /** Fetches. */
  public Response get(String path) {
    return given().header("Authorization", "Bearer " + token).get(path);
  }

  /** Deletes. */
  public Response delete(String path) {
    return given().header("Authorization", "Bearer " + token).delete(path);
  }

  /** Makes an organisation and returns its number. */
  public long organisation(boolean vouched, boolean honeypot) {
    return post(
            "/api/v1/organisations",
            Map.of("name", "org " + UUID.randomUUID(), "vouched", vouched, "honeypot", honeypot))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  /** Makes an enrolment key that anybody may use any number of times. */
  public String enrolmentKey(long organisation) {
    return post("/api/v1/organisations/" + organisation + "/enrolment-keys", Map.of())
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  /** Runs curation without waiting for soaks. */
  public Response curate() {
    return post("/api/v1/curation/runs", Map.of("ignoreSoak", true));
  }

  /** Returns how many signals are stored. */
  public long storedSignals() {
    return get("/api/v1/signals/count")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("stored");
  }
}
