package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** One address as operators see it, and what they do about it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AddressPageTest {

  private static final String SSH = "crowdsecurity/ssh-bf";
  private static final String HOSTILE = "<script>alert(1)</script>";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private void listed(String address) {
    for (int i = 0; i < 2; i++) {
      TestAgent.enrolled(operator, operator.organisation(true, false))
          .report(SSH, clock.instant(), address)
          .then()
          .statusCode(200);
    }
    operator.curate().then().statusCode(200);
  }

  private static String path(String address) {
    return "/console/addresses/" + address;
  }

  @Test
  void everythingThatDecidesIsShownWithoutNames() {
    listed("45.99.1.1");
    String page = Browser.of("viewer").page(path("45.99.1.1"));

    assertThat(page)
        .contains("<strong>global</strong>", "on the list since release", SSH, "Floors", "Votes")
        .contains("2 organisations", "vouched", "History", "what everybody is told")
        .doesNotContain("<form method=\"post\" action=\"/console/addresses");
  }

  @Test
  void aCuratorExemptsAnAddressOnceAndEndsThat() {
    Browser curator = Browser.of("curator");
    Map<String, String> fields =
        Map.of(
            "range",
            "45.99.2.1",
            "tier",
            "benign",
            "reason",
            HOSTILE,
            "expiresAt",
            "2199-01-31T12:00");
    curator
        .send(path("45.99.2.1") + "/exemptions", fields)
        .then()
        .statusCode(200)
        .body(containsString("45.99.2.1/32 is exempt"))
        .body(containsString("&lt;script&gt;alert(1)"));
    curator.send(path("45.99.2.1") + "/exemptions", fields).then().statusCode(409);
    TestSql sql = new TestSql(dataSource);
    assertThat(
            sql.rows(
                "select tier, expires_at at time zone 'UTC' from allowlist_entry"
                    + " where prefix = '45.99.2.1' and removed_at is null"))
        .containsExactly("benign 2199-01-31 12:00:00");
    long id = sql.number("select id from allowlist_entry where prefix = '45.99.2.1'");
    curator.send(path("45.99.2.2") + "/exemptions/" + id + "/end", Map.of()).then().statusCode(404);
    curator
        .send(path("45.99.2.1") + "/exemptions/" + id + "/end", Map.of())
        .then()
        .statusCode(200)
        .body(containsString("exempt no more"))
        .body(containsString("allowlist.add"))
        .body(containsString("allowlist.remove"));
    curator.send(path("45.99.2.1") + "/exemptions/" + id + "/end", Map.of()).then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "45.99.4.0/24, benign, '', must hold 45.99.3.1",
    "45.99.3.1/24, benign, '', range",
    "nonsense, benign, '', range",
    "45.99.3.1, other, '', tier",
    "45.99.3.1, benign, yesterday, expiresAt",
    "45.99.3.1, benign, 2001-01-01T00:00, expiresAt"
  })
  void aMistakeIsNamed(String range, String tier, String expiresAt, String named) {
    Browser.of("curator")
        .send(
            path("45.99.3.1") + "/exemptions",
            Map.of("range", range, "tier", tier, "reason", "r", "expiresAt", expiresAt))
        .then()
        .statusCode(400)
        .body(containsString(named));
  }

  @Test
  void aCuratorTakesAnAddressOffOnce() {
    listed("45.99.5.1");
    Browser curator = Browser.of("curator");
    curator
        .send(path("45.99.5.1") + "/withdrawal", Map.of("reason", "a mistake"))
        .then()
        .statusCode(200)
        .body(containsString("It is off with release"))
        .body(containsString("a mistake"));
    curator
        .send(path("45.99.5.1") + "/withdrawal", Map.of("reason", "again"))
        .then()
        .statusCode(409);
    assertThat(
            new TestSql(dataSource)
                .number(
                    "select count(*) from audit_entry where act = 'withdrawal'"
                        + " and subject = '45.99.5.1'"))
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/exemptions", "/exemptions/1/end", "/withdrawal"})
  void onlyCuratorsActAndOnlyByTheirOwnForms(String what) {
    Browser.of("viewer").send(path("45.99.6.1") + what, Map.of()).then().statusCode(403);
    Browser curator = Browser.of("curator");
    String foreign = Browser.csrf(Browser.of("curator").page("/console/"));
    for (String token : new String[] {foreign, ""}) {
      curator
          .request()
          .contentType(Browser.FORM)
          .formParam("csrf", token)
          .formParam("reason", "r")
          .post(path("45.99.6.1") + what)
          .then()
          .statusCode(403);
    }
  }

  @Test
  void whatIsNoAddressIsNotFound() {
    Browser viewer = Browser.of("viewer");
    for (String text : new String[] {"x", "1.2.3", "1.2.3.0:80", "<b>"}) {
      viewer.get(path(text)).then().statusCode(404).contentType("text/html");
    }
  }

  @Test
  void theSearchLeadsHereAndEncodesWhatWasAsked() throws Exception {
    for (int i = 0; i < 102; i++) {
      new TestSql(dataSource)
          .change(
              "insert into verdict (address, state, scenario, judge_at)"
                  + " values (?::inet, 'held', 'acme/a&b=c', '2199-01-01')",
              "45.99.7." + i);
    }
    String page =
        Browser.of("curator")
            .request()
            .queryParam("q", "scenario:acme/a&b=c state:held")
            .get("/console/addresses")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    new TestSql(dataSource).change("delete from verdict where scenario = 'acme/a&b=c'");
    assertThat(page)
        .contains("href=\"/console/addresses/45.99.7.1\"", "/console/addresses/45.99.7.1#allow")
        .contains("/console/addresses/45.99.7.1#withdraw")
        .contains("?q=scenario%3Aacme%2Fa%26b%3Dc+state%3Aheld&amp;after=");
  }

  @Test
  void casesAboutTheAddressAreLinked() throws Exception {
    TestSql sql = new TestSql(dataSource);
    sql.change(
        "insert into review_case (kind, subject, triggers, opened_at, due_at,"
            + " evidence_at_opening, evidence) values ('address', '45.99.8.1',"
            + " array['R8-range'], ?::timestamptz, ?::timestamptz, '{}', '{}')",
        clock.instant().toString(),
        clock.instant().plus(Duration.ofDays(1)).toString());
    long id = sql.number("select max(id) from review_case where subject = '45.99.8.1'");
    Browser viewer = Browser.of("viewer");
    assertThat(viewer.page(path("45.99.8.1"))).contains("/console/reviews/" + id);
    assertThat(viewer.page("/console/reviews/" + id)).contains(path("45.99.8.1"));
  }
}
