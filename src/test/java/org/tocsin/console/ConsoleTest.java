package org.tocsin.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** The operators' pages as a browser without scripts gets them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ConsoleTest {

  private static final String FORM = Browser.FORM;

  @Inject DataSource dataSource;

  private static String link(String role) {
    return Browser.link(role);
  }

  private static Response use(String link) {
    return Browser.use(link);
  }

  private static RequestSpecification as(String session) {
    return new Browser(session).request();
  }

  private static String signedIn(String role) {
    return Browser.of(role).session();
  }

  private static String csrf(String page) {
    return Browser.csrf(page);
  }

  private long addCase(String subject) throws java.sql.SQLException {
    new TestSql(dataSource)
        .change(
            "insert into review_case (kind, subject, triggers, opened_at, due_at,"
                + " evidence_at_opening, evidence) values ('range', ?, array['R8-range'], now(),"
                + " now() + interval '1 day', '{}', jsonb_build_object('because',"
                + " '<script>alert(1)</script>', 'listed', '<b>1</b>'))",
            subject);
    return new TestSql(dataSource)
        .number("select max(id) from review_case where subject = ?", subject);
  }

  @Test
  void aLinkSignsInOnceAndLookingAtItUsesNothingUp() {
    String link = link("viewer");
    given().get("/console/sign-in?link=" + link).then().statusCode(200);
    given().get("/console/sign-in?link=" + link).then().statusCode(200);
    use(link).then().statusCode(303).header("Location", containsString("/console/"));
    use(link).then().statusCode(403).body(containsString("used already"));
    use("A".repeat(32)).then().statusCode(403);
  }

  @Test
  void theCookieIsForNoScriptAndNoOtherSite() {
    assertThat(use(link("viewer")).getHeader("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/console")
        .doesNotContain("Secure");
  }

  static Stream<String> pages() {
    return Stream.of(
        "/console",
        "/console/",
        "/console/reviews",
        "/console/addresses",
        "/console/releases",
        "/console/releases/parked",
        "/console/consumers",
        "/console/rules",
        "/console/rules/file?name=policy.yaml",
        "/console/organisations",
        "/console/audit",
        "/console/account",
        "/console/reviews/reasons",
        "/console/addresses/45.99.0.1");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whoeverHasNoSessionIsSentToTheSignIn(String page) {
    given()
        .redirects()
        .follow(false)
        .get(page)
        .then()
        .statusCode(303)
        .header("Location", containsString("/console/sign-in"));
    as("B".repeat(64)).get(page).then().statusCode(303);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageForbidsForeignCodeAndFrames(String page) {
    as(signedIn("viewer"))
        .get(page)
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
        .header("Content-Security-Policy", not(containsString("unsafe")))
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff");
  }

  @Test
  void assetsAreServedAtTheirHashOnlyAndKeptForEver() {
    String page = as(signedIn("viewer")).get("/console/").asString();
    Matcher style = Pattern.compile("/console/assets/[0-9a-f]+/console.css").matcher(page);
    assertThat(style.find()).isTrue();
    given()
        .get(style.group())
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("immutable"));
    given().get("/console/assets/0/console.css").then().statusCode(404);
  }

  @Test
  void aSessionOpensTheConsoleOnlyAndATokenTheApiOnly() {
    as(signedIn("administrator")).get("/api/v1/organisations").then().statusCode(401);
    String token =
        TestOperator.administrator()
            .post(
                "/api/v1/operators", Map.of("name", "token " + UUID.randomUUID(), "role", "viewer"))
            .then()
            .extract()
            .path("token");
    given()
        .redirects()
        .follow(false)
        .header("Authorization", "Bearer " + token)
        .get("/console/reviews")
        .then()
        .statusCode(303);
  }

  @Test
  void signingOutEndsEverySessionOfTheOperator() {
    String session = signedIn("viewer");
    String token = csrf(as(session).get("/console/").asString());
    as(session)
        .contentType(FORM)
        .formParam("csrf", token)
        .post("/console/sign-out")
        .then()
        .statusCode(303);
    as(session).get("/console/").then().statusCode(303);
  }

  @Test
  void aDecisionIsStagedShownAndTakenBack() throws Exception {
    long id = addCase("45.97.1.0/24");
    String session = signedIn("curator");
    String page = as(session).get("/console/reviews/" + id).asString();
    Response decided =
        as(session)
            .contentType(FORM)
            .formParam("csrf", csrf(page))
            .formParam("revision", 0)
            .formParam("decision", "reject")
            .formParam("reason", "one <b>bold</b> reason")
            .post("/console/reviews/" + id + "/decision");
    decided
        .then()
        .statusCode(200)
        .body(containsString("one &lt;b&gt;bold&lt;/b&gt; reason"))
        .body(containsString("Take back"));
    as(session)
        .contentType(FORM)
        .formParam("csrf", csrf(page))
        .post("/console/reviews/" + id + "/undo")
        .then()
        .statusCode(200)
        .body(containsString("open again"));
  }

  @Test
  void aStaleFormOverwritesNothing() throws Exception {
    long id = addCase("45.97.2.0/24");
    String first = signedIn("curator");
    String second = signedIn("curator");
    decide(first, id, 200);
    decide(second, id, 409).then().body(containsString("Nothing was overwritten"));
    assertThat(
            new TestSql(dataSource)
                .number(
                    "select count(*) from review_case where id = ? and staged_by is not null", id))
        .isOne();
  }

  private static Response decide(String session, long id, int status) {
    return as(session)
        .contentType(FORM)
        .formParam("csrf", csrf(as(session).get("/console/").asString()))
        .formParam("revision", 0)
        .formParam("decision", "publish")
        .formParam("reason", "because")
        .post("/console/reviews/" + id + "/decision")
        .then()
        .statusCode(status)
        .extract()
        .response();
  }

  @Test
  void manyAreDecidedTogetherAndEachThatIsNotIsNamed() throws Exception {
    long fresh = addCase("45.97.3.0/24");
    long stale = addCase("45.97.4.0/24");
    String session = signedIn("curator");
    as(session)
        .contentType(FORM)
        .formParam("csrf", csrf(as(session).get("/console/").asString()))
        .formParam("case", fresh + ".0", stale + ".7")
        .formParam("decision", "publish")
        .formParam("reason", "because")
        .post("/console/reviews/decisions")
        .then()
        .statusCode(200)
        .body(containsString("1 of 2 decided"))
        .body(containsString("Case " + stale));
  }

  @Test
  void aFormOfAnotherSessionOrWithoutATokenIsRefused() throws Exception {
    long id = addCase("45.97.5.0/24");
    String session = signedIn("curator");
    String foreign = csrf(as(signedIn("curator")).get("/console/").asString());
    for (String path :
        new String[] {
          "/console/reviews/" + id + "/decision",
          "/console/reviews/" + id + "/undo",
          "/console/reviews/decisions",
          "/console/sign-out"
        }) {
      as(session).contentType(FORM).body("").post(path).then().statusCode(403);
      as(session)
          .contentType(FORM)
          .formParam("csrf", foreign)
          .post(path)
          .then()
          .statusCode(403)
          .contentType("text/html");
    }
  }

  @Test
  void aViewerSeesCasesAndDecidesNothing() throws Exception {
    long id = addCase("45.97.6.0/24");
    String session = signedIn("viewer");
    String page = as(session).get("/console/reviews/" + id).asString();
    assertThat(page).contains("45.97.6.0/24").doesNotContain("value=\"publish\"");
    as(session)
        .contentType(FORM)
        .formParam("csrf", csrf(page))
        .post("/console/reviews/" + id + "/decision")
        .then()
        .statusCode(403)
        .contentType("text/html");
  }

  @Test
  void whatStrangersWroteIsShownAsTextAndNeverRuns() throws Exception {
    long id = addCase("45.97.7.0/24");
    assertThat(as(signedIn("viewer")).get("/console/reviews/" + id).asString())
        .contains("&lt;b&gt;1&lt;/b&gt;")
        .doesNotContain("<script>alert");
    as(signedIn("viewer"))
        .queryParam("q", "\"><script>alert(1)</script>")
        .get("/console/addresses")
        .then()
        .statusCode(400)
        .body(not(containsString("<script>alert")));
    as(signedIn("viewer"))
        .queryParam("subject", "\"><script>alert(1)</script>")
        .get("/console/audit")
        .then()
        .statusCode(200)
        .body(not(containsString("<script>alert")));
  }

  @Test
  void whatDoesNotExistIsAPageThatSaysSo() {
    String session = signedIn("viewer");
    for (String path :
        new String[] {"/console/reviews/999999999", "/console/reviews/x", "/console/x"}) {
      as(session).get(path).then().statusCode(404).contentType("text/html");
    }
    as(session).get("/console/reviews?kind=x").then().statusCode(400);
  }
}
