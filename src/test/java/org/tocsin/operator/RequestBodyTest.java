package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** What is wrong with a request is said with the name of the field. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RequestBodyTest {

  private final TestOperator operator = TestOperator.administrator();

  private void assertRefused(String path, String body, int status, String detail) {
    Response answer = operator.post("/api/v1" + path, body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("detail")).contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/organisations | {\"name\":\"a\",\"vouch\":true} | unknown field 'vouch'",
        "/organisations | {\"name\":\"a\",\"vouched\":\"true\"} | field 'vouched' must be true or false",
        "/organisations | {\"name\":\"a\",\"honeypot\":1} | field 'honeypot' must be true or false",
        "/organisations | {\"name\":5} | field 'name' must be printable text",
        "/organisations | {\"name\":null} | field 'name' must be printable text",
        "/organisations | {\"name\":\"   \"} | field 'name' must be printable text",
        "/organisations | {\"name\":\"a\\u0000b\"} | field 'name' must be printable text",
        "/organisations | {\"name\":\"a\\nb\"} | field 'name' must be printable text",
        "/organisations | {\"name\":\"a\\u202eb\"} | field 'name' must be printable text",
        "/organisations | {\"name\":\"\\ud800\"} | field 'name' must be printable text",
        "/organisations | {\"name\":\"a\",\"name\":\"b\"} | not JSON, or has a field twice",
        "/organisations | {\"name\":\"a\"} x | not JSON",
        "/organisations | {\"name\":\"a\" | not JSON",
        "/organisations | [] | must be a JSON object",
        "/organisations | \"name\" | must be a JSON object",
        "/organisations | null | must be a JSON object",
        "/operators | {\"name\":\"a\",\"role\":\"root\"} | field 'role' must be one of administrator, curator, viewer",
        "/operators | {\"name\":\"a\",\"role\":\"ADMINISTRATOR\"} | field 'role' must be one of",
        "/operators | {\"name\":\"a\"} | field 'role' must be one of",
        "/allowlist | {\"range\":\"45.84.0.1/16\",\"tier\":\"never\",\"reason\":\"r\"} | field 'range': host bits are set, did you mean 45.84.0.0/16",
        "/allowlist | {\"range\":\"45.84\",\"tier\":\"never\",\"reason\":\"r\"} | field 'range': not an IP address or range",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"friendly\",\"reason\":\"r\"} | field 'tier' must be one of never, benign, protected, shared",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"never\"} | field 'reason' must be",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"never\",\"reason\":\"r\",\"expiresAt\":\"tomorrow\"} | field 'expiresAt' must be a time such as",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"never\",\"reason\":\"r\",\"expiresAt\":5} | field 'expiresAt' must be a time such as",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"never\",\"reason\":\"r\",\"expiresAt\":\"2001-01-01T00:00:00Z\"} | field 'expiresAt' must be in the future",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"never\",\"reason\":\"r\",\"expiresAt\":\"+999999999-01-01T00:00:00Z\"} | field 'expiresAt' must be",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"never\",\"reason\":\"r\",\"expiresAt\":\"+300000-01-01T00:00:00Z\"} | field 'expiresAt' must be",
        "/allowlist | {\"range\":\"45.84.0.0/16\",\"tier\":\"never\",\"reason\":\"r\",\"source\":\"x\"} | unknown field 'source'",
        "/consumers | {} | field 'name' must be printable text",
        "/consumers | {\"name\":\"a\",\"organization\":1} | unknown field 'organization'",
        "/consumers | {\"name\":\"a\",\"organisation\":\"1\"} | field 'organisation' must be the number",
        "/consumers | {\"name\":\"a\",\"organisation\":0} | field 'organisation' must be the number",
        "/consumers | {\"name\":\"a\",\"organisation\":1.5} | field 'organisation' must be the number",
        "/consumers | {\"name\":\"a\",\"organisation\":9223372036854775808} | field 'organisation' must be",
        "/consumers | {\"name\":\"a\",\"families\":\"V4\"} | field 'families' must be one of both, v4, v6",
        "/consumers | {\"name\":\"a\",\"families\":4} | field 'families' must be one of both, v4, v6",
        "/consumers | {\"name\":\"a\",\"aggregated\":\"yes\"} | field 'aggregated' must be true or false",
        "/consumers | {\"name\":\"a\",\"scenarios\":\"*\"} | field 'scenarios' must be a list",
        "/consumers | {\"name\":\"a\",\"scenarios\":[\"manual ban\"]} | field 'scenarios' must be globs",
        "/consumers | {\"name\":\"a\",\"maxEntries\":0} | field 'maxEntries' must be a whole number",
        "/consumers | {\"name\":\"a\",\"minimumScore\":0} | field 'minimumScore' must be a number from 0.01 to 1000000 with at most two decimals",
        "/consumers | {\"name\":\"a\",\"minimumScore\":-1} | field 'minimumScore' must be a number from 0.01 to 1000000 with at most two decimals",
        "/consumers | {\"name\":\"a\",\"minimumScore\":2.505} | field 'minimumScore' must be a number from 0.01 to 1000000 with at most two decimals",
        "/consumers | {\"name\":\"a\",\"minimumScore\":1e400} | field 'minimumScore' must be a number from 0.01 to 1000000 with at most two decimals",
        "/consumers | {\"name\":\"a\",\"minimumScore\":1000001} | field 'minimumScore' must be a number from 0.01 to 1000000 with at most two decimals",
        "/consumers | {\"name\":\"a\",\"minimumScore\":\"2.5\"} | field 'minimumScore' must be a number from 0.01 to 1000000 with at most two decimals",
        "/consumers | {\"name\":\"a\",\"minimumScore\":1e-3} | field 'minimumScore' must be a number from 0.01 to 1000000 with at most two decimals",
        "/consumers/1/keys | {\"expiresAt\":\"2999-01-01T00:00:00Z\"} | unknown field 'expiresAt'",
        "/consumers/1/keys | {\"previousExpiresAt\":\"2001-01-01T00:00:00Z\"} | field 'previousExpiresAt' must be in the future",
        "/withdrawals | {\"address\":\"45.84.0.0/16\",\"reason\":\"r\"} | field 'address' must be one IPv4 or IPv6 address",
        "/withdrawals | {\"address\":\"45.84.0.1\"} | field 'reason' must be",
        "/withdrawals | {\"address\":\"45.84.0.1\",\"reason\":\"r\",\"until\":1} | unknown field 'until'",
        "/curation/runs | {\"ignoreSoak\":\"yes\"} | field 'ignoreSoak' must be true or false",
        "/curation/runs | {\"dryRun\":true} | unknown field 'dryRun'",
        "/rules/diff | {\"old\":\"current\"} | field 'new' must be 'current' or an object",
        "/rules/diff | {\"old\":\"latest\",\"new\":\"current\"} | field 'old' must be 'current' or",
        "/rules/diff | {\"old\":[],\"new\":\"current\"} | field 'old' must be 'current' or an object",
        "/rules/diff | {\"old\":{\"policy.yaml\":5},\"new\":\"current\"} | field 'old' must be",
        "/rules/diff | {\"old\":{\"a\\u0000b\":\"\"},\"new\":\"current\"} | field 'old' must be",
        "/rules/diff | {\"old\":{\"a\":\"\",\"a\":\"\"},\"new\":\"current\"} | not JSON, or has a field twice",
        "/rules/diff | {\"old\":\"current\",\"new\":\"current\",\"last\":\"49h\"} | field 'last' must be 1h to 48h",
        "/rules/diff | {\"old\":\"current\",\"new\":\"current\",\"last\":\"0h\"} | field 'last' must be 1h to 48h",
        "/rules/diff | {\"old\":\"current\",\"new\":\"current\",\"last\":48} | field 'last' must be",
        "/rules/diff | {\"old\":\"current\",\"new\":\"current\",\"replay\":\"48h\"} | unknown field 'replay'",
        "/agents/a/block | {} | field 'reason' must be",
        "/agents/a/block | {\"reason\":\"r\",\"days\":3} | unknown field 'days'",
      })
  void refusesNamingTheField(String path, String body, String detail) {
    assertRefused(path, body, 400, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"uses\":0} | field 'uses' must be a whole number from 1",
        "{\"uses\":1.5} | field 'uses' must be a whole number from 1",
        "{\"uses\":\"3\"} | field 'uses' must be a whole number from 1",
        "{\"uses\":2147483648} | field 'uses' must be a whole number from 1",
        "{\"tags\":\"a\"} | field 'tags' must be a list of at most 50 texts",
        "{\"tags\":[1]} | field 'tags' must be printable texts",
        "{\"tags\":[\"\"]} | field 'tags' must be printable texts",
        "{\"expiresAt\":\"2001-01-01T00:00:00Z\"} | field 'expiresAt' must be in the future",
        "{\"expiresAt\":\"+300000-01-01T00:00:00Z\"} | field 'expiresAt' must be",
        "{\"expires\":\"2001-01-01T00:00:00Z\"} | unknown field 'expires'",
      })
  void refusesTermsOfAKeyNamingTheField(String body, String detail) {
    long organisation = operator.organisation(false, false);

    assertRefused("/organisations/" + organisation + "/enrolment-keys", body, 400, detail);
  }

  @Test
  void refusesANameThatIsTooLong() {
    assertRefused("/organisations", "{\"name\":\"" + "x".repeat(201) + "\"}", 400, "field 'name'");
  }

  /** Sent by a plain client: the usual one of these tests is itself slow with such a body. */
  @Test
  @Timeout(10)
  void refusesDeepNestingSoon() throws Exception {
    HttpRequest deep =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/organisations"))
            .header("Authorization", "Bearer " + token())
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":" + "[".repeat(30_000)))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(deep, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not JSON").hasSizeLessThan(1_000);
  }

  private String token() {
    return operator
        .post(
            "/api/v1/operators",
            Map.of("name", "plain " + UUID.randomUUID(), "role", "administrator"))
        .jsonPath()
        .getString("token");
  }

  @Test
  void refusesALargeBody() {
    assertRefused(
        "/organisations", "{\"name\":\"a\",\"x\":\"" + "y".repeat(70_000) + "\"}", 413, "larger");
  }

  @Test
  void refusesTooManyTags() {
    String tags = "\"t\",".repeat(50) + "\"t\"";
    assertRefused(
        "/organisations/" + operator.organisation(false, false) + "/enrolment-keys",
        "{\"tags\":[" + tags + "]}",
        400,
        "field 'tags'");
  }

  @Test
  void aNameThatIsTakenIsAConflict() {
    String name = "{\"name\":\"twice " + UUID.randomUUID() + "\"";
    assertThat(operator.post("/api/v1/organisations", name + "}").statusCode()).isEqualTo(201);
    assertRefused("/organisations", name + "}", 409, "exists");
    assertThat(operator.post("/api/v1/operators", name + ",\"role\":\"viewer\"}").statusCode())
        .isEqualTo(201);
    assertRefused("/operators", name + ",\"role\":\"curator\"}", 409, "exists");
  }

  @Test
  void whatWasRefusedLeavesNoTrace() {
    long audited = lastAudit();
    operator.post("/api/v1/organisations", "{\"name\":\"traceless\",\"vouch\":true}");
    operator.post("/api/v1/operators", "{\"name\":\"traceless\",\"role\":\"viewer\",\"x\":1}");
    operator.post("/api/v1/curation/runs", "{\"x\":1}");

    assertThat(lastAudit()).isEqualTo(audited);
    assertThat(operator.get("/api/v1/operators?limit=1000").asString()).doesNotContain("traceless");
  }

  private long lastAudit() {
    String cursor = "1";
    Response page = operator.get("/api/v1/audit?limit=1000");
    long last = 0;
    while (cursor != null) {
      for (int id : page.jsonPath().getList("items.id", Integer.class)) {
        last = Math.max(last, id);
      }
      cursor = page.jsonPath().getString("next");
      page = operator.get("/api/v1/audit?limit=1000&cursor=" + cursor);
    }
    return last;
  }
}
