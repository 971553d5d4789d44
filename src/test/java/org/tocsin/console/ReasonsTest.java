package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;

/** The reasons that are kept, and when who saw what of a case. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ReasonsTest {

  private static final String PATH = "/console/reviews/reasons";

  @Inject DataSource dataSource;

  private long id(String text) {
    return new TestSql(dataSource).number("select id from review_reason where text = ?", text);
  }

  private long addCase(String subject, String evidence) throws java.sql.SQLException {
    TestSql sql = new TestSql(dataSource);
    sql.change(
        "insert into review_case (kind, subject, triggers, opened_at, due_at,"
            + " evidence_at_opening, evidence) values ('address', ?, array['R8-range'], now(),"
            + " now() + interval '1 day', '{}', ?::jsonb)",
        subject,
        evidence);
    return sql.number("select max(id) from review_case where subject = ?", subject);
  }

  @Test
  void anAdministratorAddsMovesAndRemovesAReason() {
    Browser administrator = Browser.of("administrator");
    String first = "First <b>reason</b>.";
    administrator.send(PATH, Map.of("text", first)).then().statusCode(200);
    administrator.send(PATH, Map.of("text", first)).then().statusCode(409);
    administrator.send(PATH, Map.of("text", "Second reason.")).then().statusCode(200);
    String page = administrator.page(PATH);
    assertThat(page).contains("First &lt;b&gt;reason").doesNotContain("<b>reason");
    assertThat(page.indexOf("First &lt;b")).isLessThan(page.indexOf("Second reason."));

    administrator.send(PATH + "/" + id("Second reason.") + "/up", Map.of()).then().statusCode(200);
    page = administrator.page(PATH);
    assertThat(page.indexOf("First &lt;b")).isGreaterThan(page.indexOf("Second reason."));
    assertThat(administrator.page("/console/reviews")).contains("reviews/reasons");

    long gone = id(first);
    administrator.send(PATH + "/" + gone + "/remove", Map.of()).then().statusCode(200);
    administrator.send(PATH + "/" + gone + "/remove", Map.of()).then().statusCode(404);
    assertThat(
            new TestSql(dataSource)
                .number("select count(*) from audit_entry where detail = ?", first))
        .isEqualTo(2);
  }

  @Test
  void theyAreOfferedWhereADecisionIsTaken() throws Exception {
    long id = addCase("45.99.20.1", "{}");
    Browser curator = Browser.of("curator");
    String seeded = "Too little evidence yet.";
    assertThat(curator.page("/console/reviews/" + id)).contains("<option value=\"" + seeded);
    assertThat(curator.page("/console/reviews")).contains("<option value=\"" + seeded);
    assertThat(curator.page(PATH)).contains(seeded).doesNotContain("action=\"" + PATH + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/1/up", "/1/remove"})
  void onlyAdministratorsChangeThemAndOnlyByTheirOwnForms(String what) {
    Browser.of("curator").send(PATH + what, Map.of("text", "x")).then().statusCode(403);
    String foreign = Browser.csrf(Browser.of("administrator").page("/console/"));
    Browser.of("administrator")
        .request()
        .contentType(Browser.FORM)
        .formParam("csrf", foreign)
        .formParam("text", "x")
        .post(PATH + what)
        .then()
        .statusCode(403);
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    Browser administrator = Browser.of("administrator");
    for (String text : new String[] {"", " ", "a\u202eb", "a\u0007b", "x".repeat(501)}) {
      administrator
          .request()
          .contentType(Browser.FORM + "; charset=UTF-8")
          .formParam("csrf", SessionCookie.csrf(administrator.session()))
          .formParam("text", text)
          .post(PATH)
          .then()
          .statusCode(400);
    }
    for (String id : new String[] {"0", "x", "999999999"}) {
      administrator.send(PATH + "/" + id + "/up", Map.of()).then().statusCode(404);
    }
  }

  @Test
  void votesAreDrawnOverTimeEachWithItsNetwork() throws Exception {
    long id =
        addCase(
            "45.99.20.2",
            "{\"votes\":[{\"rank\":1,\"network\":1,\"standing\":\"ordinary\",\"scenario\":"
                + "\"<script>alert(1)</script>\",\"trust\":\"0.5\",\"weight\":1,\"first\":\"<4d\","
                + "\"age\":\"<1h\"},{\"rank\":2,\"network\":2,\"scenario\":\"a/b\",\"age\":\"<24h\"}]}");
    String page = Browser.of("viewer").page("/console/reviews/" + id);
    assertThat(page)
        .contains("role=\"img\"", "2 organisations in 2 networks, seen within the last 4 days")
        .contains("#1, network 1", "#2, network 2", "class=\"net0\"", "class=\"net1\"")
        .contains("&lt;script&gt;")
        .doesNotContain("<script>alert", "style=");
    Browser.of("viewer")
        .get("/console/reviews/" + addCase("45.99.20.3", "{}"))
        .then()
        .statusCode(200)
        .body(containsString("45.99.20.3"));
  }

  @Test
  void aCaseOfThousandsOfVotesStaysAPage() throws Exception {
    StringBuilder votes = new StringBuilder("{\"votes\":[");
    for (int i = 1; i <= 3000; i++) {
      votes
          .append(i == 1 ? "" : ",")
          .append("{\"rank\":")
          .append(i)
          .append(",\"network\":")
          .append(i)
          .append(",\"scenario\":\"crowdsecurity/ssh-bf\",\"age\":\"<2d\"}");
    }
    long id = addCase("45.99.20.4", votes.append("]}").toString());
    String page = Browser.of("viewer").page("/console/reviews/" + id);
    assertThat(page)
        .hasSizeLessThan(60_000)
        .contains("3000 organisations in 3000 networks", "2900 lighter votes are not shown");
  }
}
