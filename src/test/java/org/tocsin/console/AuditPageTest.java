package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.audit.AuditLog;

/** The record of operators' acts, filtered, handed out and checked by a browser. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AuditPageTest {

  private static final String PATH = "/console/audit";

  @Inject AuditLog audit;
  @Inject TestClock clock;

  private Browser viewer = new Browser("");

  @BeforeEach
  void signIn() {
    viewer = Browser.of("viewer");
  }

  private final String tag = UUID.randomUUID().toString();

  private void record(String operator, String subject) {
    QuarkusTransaction.requiringNew()
        .run(() -> audit.record(operator, "test.act", subject, "detail"));
  }

  private Response filtered(String path, Map<String, String> filter) {
    return viewer.request().queryParams(filter).get(path);
  }

  @Test
  void aFilterKeepsOddNamesOnEveryLink() {
    String odd = "a&b=c #%+<i>" + tag;
    for (int i = 0; i < 101; i++) {
      record(odd, "s " + i);
    }
    String page = filtered(PATH, Map.of("operator", odd, "act", "test.")).asString();
    String link = page.replaceAll("(?s).*href=\"(/console/audit\\?[^\"]*)\">Older.*", "$1");
    String export = page.replaceAll("(?s).*href=\"([^\"]*format=ndjson[^\"]*)\".*", "$1");

    assertThat(page).contains("s 100").doesNotContain("<i>");
    assertThat(
            viewer
                .request()
                .urlEncodingEnabled(false)
                .get(link.replace("&amp;", "&"))
                .then()
                .statusCode(200)
                .extract()
                .asString())
        .contains(">s 0<")
        .doesNotContain("s 100");
    assertThat(
            viewer
                .request()
                .urlEncodingEnabled(false)
                .get(export.replace("&amp;", "&"))
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .lines())
        .hasSize(101);
  }

  @Test
  void timesAreTakenAsUtc() {
    clock.advance(java.time.Duration.ofDays(2));
    record("op " + tag, "early " + tag);
    String day = clock.instant().toString().substring(0, 10);
    clock.advance(java.time.Duration.ofDays(2));
    record("op " + tag, "late " + tag);
    String after = clock.instant().toString().substring(0, 10) + " 00:00";
    signIn();

    assertThat(filtered(PATH, Map.of("subject", tag, "from", day, "to", after)).asString())
        .contains("early " + tag)
        .doesNotContain("late " + tag);
    assertThat(filtered(PATH, Map.of("subject", tag, "from", after)).asString())
        .contains("late " + tag)
        .doesNotContain("early " + tag);
  }

  @Test
  void theFileHasWhatTheFilterLeaves() {
    record("=1+1", "one " + tag);
    record("other", "two " + tag);
    filtered(PATH + "/export", Map.of("format", "csv", "operator", "=1+1", "subject", tag))
        .then()
        .statusCode(200)
        .contentType(containsString("text/csv"))
        .header("Content-Disposition", equalTo("attachment; filename=\"audit.csv\""))
        .body(containsString("\"'=1+1\",\"test.act\",\"one " + tag + "\""))
        .body(org.hamcrest.Matchers.not(containsString("two " + tag)));
  }

  @Test
  void whatIsNotUnderstoodIsSaidOnThePage() {
    filtered(PATH, Map.of("from", "yesterday"))
        .then()
        .statusCode(400)
        .contentType("text/html")
        .body(containsString("must be an instant"));
    filtered(PATH, Map.of("act", "<script>alert(1)"))
        .then()
        .statusCode(400)
        .body(org.hamcrest.Matchers.not(containsString("<script>alert")));
    filtered(PATH + "/export", Map.of("format", "xml"))
        .then()
        .statusCode(400)
        .contentType("text/html");
    filtered(PATH + "/export", Map.of("format", "csv", "to", "x")).then().statusCode(400);
  }

  @Test
  void theChainIsCheckedByAFormAndTheNewestCheckIsShown() {
    record("op " + tag, "any");
    viewer
        .send(PATH + "/check", Map.of())
        .then()
        .statusCode(200)
        .body(containsString("entries are as they were recorded"));
    assertThat(viewer.page(PATH)).contains("Checked last", "Last hash");
    viewer
        .request()
        .contentType(Browser.FORM)
        .body("")
        .post(PATH + "/check")
        .then()
        .statusCode(403);
    viewer.get(PATH + "/check").then().statusCode(405);
  }
}
