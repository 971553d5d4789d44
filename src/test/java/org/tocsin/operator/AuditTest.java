package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.audit.AuditFilter;
import org.tocsin.audit.AuditTrail;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AuditTest {

  private final TestOperator operator = TestOperator.administrator();

  @Inject DataSource dataSource;
  @Inject AuditTrail trail;
  @Inject TestClock clock;

  private List<String> since(long last) {
    return new TestSql(dataSource)
        .rows(
            "select operator, act, subject, detail from audit_entry where id > ? order by id",
            last);
  }

  private long last() {
    return new TestSql(dataSource).number("select coalesce(max(id), 0) from audit_entry");
  }

  private void assertRecords(Runnable act, String entry) {
    long before = last();
    act.run();
    assertThat(since(before)).singleElement().asString().matches(entry);
  }

  @Test
  void everyChangeHasExactlyOneEntryWithItsAuthor() {
    String tag = UUID.randomUUID().toString();
    List<Long> made = new ArrayList<>();
    assertRecords(
        () ->
            made.add(
                operator
                    .post("/api/v1/organisations", Map.of("name", tag, "vouched", true))
                    .jsonPath()
                    .getLong("id")),
        "administrator organisation.create organisation \\d+ vouched=true honeypot=false");
    String organisation = "/api/v1/organisations/" + made.get(0);
    assertRecords(
        () ->
            made.add(
                operator
                    .post(organisation + "/enrolment-keys", Map.of())
                    .then()
                    .log()
                    .ifValidationFails()
                    .statusCode(201)
                    .extract()
                    .jsonPath()
                    .getLong("id")),
        "administrator enrolment-key.create organisation \\d+ key \\d+");
    assertRecords(
        () -> operator.delete(organisation + "/enrolment-keys/" + made.get(1)),
        "administrator enrolment-key.revoke organisation \\d+ key " + made.get(1));
    String login = TestAgent.register().login();
    assertRecords(
        () -> operator.post("/api/v1/agents/" + login + "/block", Map.of("reason", "noisy")),
        "administrator agent.block agent " + login + " noisy");
    assertRecords(
        () -> operator.post("/api/v1/agents/" + login + "/unblock", Map.of("reason", "calm")),
        "administrator agent.unblock agent " + login + " calm");
    assertRecords(
        () ->
            made.add(
                operator
                    .post("/api/v1/operators", Map.of("name", "o " + tag, "role", "viewer"))
                    .jsonPath()
                    .getLong("id")),
        "administrator operator.create operator o " + tag + " role=viewer");
    assertRecords(
        () -> operator.delete("/api/v1/operators/" + made.get(2)),
        "administrator operator.revoke operator o " + tag + " role=viewer");
  }

  @Test
  void everyDecisionHasExactlyOneEntryWithItsAuthorAndReason() {
    TestOperator curator = operator.create("curator");
    List<Long> made = new ArrayList<>();
    assertRecords(
        () ->
            made.add(
                curator
                    .post(
                        "/api/v1/allowlist",
                        Map.of("range", "45.84.52.0/24", "tier", "never", "reason", "ours"))
                    .jsonPath()
                    .getLong("id")),
        "test \\S+ allowlist.add 45\\.84\\.52\\.0/24 ours");
    assertRecords(
        () -> curator.delete("/api/v1/allowlist/" + made.get(0)),
        "test \\S+ allowlist.remove 45\\.84\\.52\\.0/24 exemption " + made.get(0));
    assertRecords(
        () ->
            curator.post(
                "/api/v1/withdrawals", Map.of("address", "45.84.52.1", "reason", "appeal")),
        "test \\S+ withdrawal 45\\.84\\.52\\.1 appeal");
    assertRecords(
        () -> curator.post("/api/v1/curation/runs", Map.of("ignoreSoak", true)),
        "test \\S+ curation.run curation ignoreSoak=true");
  }

  @Test
  void everyActAboutConsumersHasExactlyOneEntry() {
    long organisation = operator.organisation(false, false);
    List<Response> made = new ArrayList<>();
    assertRecords(
        () ->
            made.add(
                operator.post(
                    "/api/v1/consumers", Map.of("name", "n", "organisation", organisation))),
        "administrator consumer.create consumer \\d+ key \\d+ organisation=" + organisation);
    String consumer = "/api/v1/consumers/" + made.get(0).jsonPath().getLong("id");
    assertRecords(
        () ->
            made.add(
                operator.post(
                    consumer + "/keys", Map.of("previousExpiresAt", "2999-01-01T00:00:00Z"))),
        "administrator consumer-key.create consumer \\d+ key \\d+, older ones until"
            + " 2999-01-01T00:00:00Z");
    long key = made.get(1).jsonPath().getLong("id");
    assertRecords(
        () -> operator.delete(consumer + "/keys/" + key),
        "administrator consumer-key.revoke consumer \\d+ key " + key);
    assertRecords(
        () -> operator.delete(consumer),
        "administrator consumer.revoke consumer \\d+ with all its keys");
  }

  @Test
  void anActThatFindsNothingIsNotRecorded() {
    long before = last();
    operator.delete("/api/v1/allowlist/999999999");
    operator.delete("/api/v1/operators/999999999");
    operator.delete("/api/v1/consumers/999999999");
    operator.delete("/api/v1/consumers/999999999/keys/1");
    operator.post("/api/v1/consumers/999999999/keys", Map.of());
    operator.post("/api/v1/agents/nobody/block", Map.of("reason", "r"));
    operator.create("viewer").post("/api/v1/curation/runs", Map.of());

    assertThat(since(before)).allMatch(entry -> entry.contains("operator.create")).hasSize(1);
  }

  @Test
  void theRecordIsReadWithItsTimesInOrder() {
    operator.organisation(false, false);
    long before = last();
    operator.organisation(false, false);
    Response page = operator.get("/api/v1/audit?cursor=" + before);

    assertThat(page.jsonPath().getList("items.act")).last().isEqualTo("organisation.create");
    assertThat(page.jsonPath().getList("items.operator")).last().isEqualTo("administrator");
    assertThat(page.jsonPath().getList("items.at")).last().isEqualTo(clock.instant().toString());
    assertThat(trail.forward(AuditFilter.ALL, before, 10).entries()).hasSize(1);
  }

  @Test
  void theRecordIsFilteredInOrderAndPagesAddUp() {
    long before = last();
    TestOperator curator = operator.create("curator");
    for (int i = 0; i < 5; i++) {
      curator.post(
          "/api/v1/allowlist", Map.of("range", "45.84.53." + i, "tier", "never", "reason", "r"));
    }
    String path =
        "/api/v1/audit?limit=2&act=allowlist.&subject=45.84.53.&from="
            + clock.instant()
            + "&to="
            + clock.instant().plusSeconds(1);
    List<String> walked = new ArrayList<>();
    String cursor = Long.toString(before);
    while (cursor != null) {
      Response page = operator.get(path + "&cursor=" + cursor);
      walked.addAll(page.jsonPath().getList("items.subject"));
      cursor = page.jsonPath().getString("next");
    }

    assertThat(walked)
        .containsExactly(
            "45.84.53.0/32", "45.84.53.1/32", "45.84.53.2/32", "45.84.53.3/32", "45.84.53.4/32");
    assertThat(operator.get(path + "&operator=nobody").jsonPath().getList("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?act=Review",
        "?act=review%25",
        "?act=1",
        "?operator= ",
        "?subject=\u0000",
        "?from=yesterday",
        "?to=2026-01-01",
        "?to=-999999999-01-01T00:00:00Z",
        "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "/export?format=xml",
        "/export?from=x"
      })
  void aFilterThatIsNotUnderstoodIsRefused(String path) {
    Response answer = operator.get("/api/v1/audit" + path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("detail")).startsWith("parameter '");
  }

  @Test
  void theRecordIsHandedOutAsCsvThatNoSpreadsheetRunsAndAsJsonLines() {
    TestOperator curator = operator.create("curator");
    curator.post(
        "/api/v1/allowlist",
        Map.of("range", "45.84.54.1", "tier", "never", "reason", "=cmd|'/c calc'!A1 \"x\", y"));
    String filter = "subject=45.84.54.1/32&act=allowlist.add";
    Response csv = operator.get("/api/v1/audit/export?format=csv&" + filter);
    Response lines = operator.get("/api/v1/audit/export?" + filter);

    assertThat(csv.contentType()).startsWith("text/csv");
    assertThat(csv.asString().lines())
        .hasSize(2)
        .last()
        .asString()
        .endsWith("\"allowlist.add\",\"45.84.54.1/32\",\"'=cmd|'/c calc'!A1 \"\"x\"\", y\"");
    assertThat(lines.contentType()).startsWith("application/x-ndjson");
    assertThat(lines.asString().split("\n")).hasSize(1);
    assertThat(lines.asString()).endsWith("\"detail\":\"=cmd|'/c calc'!A1 \\\"x\\\", y\"}\n");
  }

  @Test
  void theRecordIsFoundIntact() {
    operator.organisation(false, false);
    Response check = operator.get("/api/v1/audit/check");

    assertThat(check.statusCode()).isEqualTo(200);
    assertThat(check.jsonPath().getBoolean("intact")).isTrue();
    assertThat(check.jsonPath().getString("firstBroken")).isNull();
    assertThat(check.jsonPath().getLong("entries"))
        .isEqualTo(new TestSql(dataSource).number("select count(*) from audit_entry"));
    assertThat(check.jsonPath().getString("head")).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set detail = 'nothing'",
        "delete from audit_entry",
        "delete from audit_entry where false",
        "truncate audit_entry"
      })
  void theDatabaseRefusesToChangeHistory(String sql) {
    operator.organisation(false, false);
    long before = last();

    assertThatThrownBy(() -> new TestSql(dataSource).change(sql))
        .hasMessageContaining("the audit record is append-only");
    assertThat(last()).isEqualTo(before);
  }

  @Test
  void keysAndTokensAreNowhereInClear() {
    long organisation = operator.organisation(false, false);
    String key = operator.enrolmentKey(organisation);
    String token =
        operator
            .post(
                "/api/v1/operators",
                Map.of("name", "secret " + UUID.randomUUID(), "role", "viewer"))
            .jsonPath()
            .getString("token");
    TestAgent agent = TestAgent.register();
    agent.enrol(key).then().statusCode(201);
    assertThat(key).matches("[A-Za-z0-9]{32,}");
    assertThat(token).matches("[A-Za-z0-9]{32,}");

    for (String list :
        List.of(
            "organisations?limit=1000",
            "organisations/" + organisation + "/enrolment-keys",
            "organisations/" + organisation + "/agents",
            "operators?limit=1000",
            "audit?limit=1000&cursor=" + Math.max(1, last() - 100))) {
      assertThat(operator.get("/api/v1/" + list).then().statusCode(200).extract().asString())
          .as(list)
          .doesNotContain(key, token, agent.token(), "keyHash", "tokenHash", "password");
    }
    TestSql sql = new TestSql(dataSource);
    for (String table :
        List.of("enrolment_key", "operator", "agent", "organisation", "audit_entry")) {
      assertThat(sql.rows("select t::text from " + table + " t").toString())
          .as(table)
          .doesNotContain(key, token, agent.token(), "correct horse");
    }
  }
}
