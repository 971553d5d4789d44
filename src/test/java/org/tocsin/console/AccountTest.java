package org.tocsin.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.account.password.TestTotp;

/** Passwords with a second factor, what slows who guesses, sessions, and members. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AccountTest {

  private static final String PASSWORD = "mauve tractors hum at dusk";
  private static final String WRONG = "Name, password or code is wrong";

  @Inject DataSource dataSource;
  @Inject TestClock clock;

  /** Somebody with a password. */
  private record Somebody(String name, Browser browser, String secret, List<String> recovery) {}

  /** Every test comes from an address that was not counted yet. */
  @BeforeEach
  void forgetClients() throws Exception {
    new TestSql(dataSource).change("delete from sign_in_client");
  }

  private static String found(String pattern, String page) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private Somebody somebody() {
    String name = "account " + UUID.randomUUID();
    Browser browser = Browser.named(name, "viewer");
    String page =
        browser
            .send("/console/account/password", Map.of("password", PASSWORD, "again", PASSWORD))
            .then()
            .statusCode(200)
            .body(containsString("<svg class=\"qr\""))
            .extract()
            .asString();
    String secret = found("<code>([A-Z2-7 ]+)</code>", page).replace(" ", "");
    String draft = found("name=\"draft\" value=\"([^\"]+)\"", page);
    browser
        .send("/console/account/password/confirm", Map.of("draft", draft, "code", "000"))
        .then()
        .statusCode(400)
        .body(containsString("This code is wrong"));
    Map<String, String> confirmed =
        Map.of("draft", draft, "code", TestTotp.code(secret, clock.instant()));
    String codes =
        browser
            .send("/console/account/password/confirm", confirmed)
            .then()
            .statusCode(200)
            .extract()
            .asString();
    browser.send("/console/account/password/confirm", confirmed).then().statusCode(400);
    List<String> recovery =
        Pattern.compile("<li>([A-Z2-7-]{19})</li>")
            .matcher(codes)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(recovery).hasSize(10);
    clock.advance(Duration.ofSeconds(60));
    return new Somebody(name, browser, secret, recovery);
  }

  private static Response signIn(String name, String password, String code) {
    return given()
        .redirects()
        .follow(false)
        .contentType(Browser.FORM)
        .formParams(Map.of("name", name, "password", password, "code", code))
        .post("/console/sign-in/password");
  }

  private String code(Somebody who) {
    return TestTotp.code(who.secret(), clock.instant());
  }

  @Test
  void aPasswordAndACodeSignInAndTheCodeWorksOnce() {
    Somebody who = somebody();
    String code = code(who);
    String session =
        signIn(who.name(), PASSWORD, code)
            .then()
            .statusCode(303)
            .extract()
            .cookie(SessionCookie.NAME);
    signIn(who.name(), PASSWORD, code).then().statusCode(403).body(containsString(WRONG));
    assertThat(new Browser(session).page("/console/account")).contains("password</td>");
  }

  @Test
  void whatIsWrongIsToldToNobody() {
    Somebody who = somebody();
    String wrongPassword =
        signIn(who.name(), "another password", code(who))
            .then()
            .statusCode(403)
            .extract()
            .asString();
    String wrongCode =
        signIn(who.name(), PASSWORD, "abcdef").then().statusCode(403).extract().asString();
    String unknown = "nobody " + UUID.randomUUID();
    String wrongName =
        signIn(unknown, PASSWORD, code(who)).then().statusCode(403).extract().asString();
    assertThat(wrongPassword).isEqualTo(wrongCode).contains(WRONG);
    assertThat(wrongName.replace(unknown, who.name())).isEqualTo(wrongCode);
  }

  @Test
  void aRecoveryCodeWorksOnceAndNewOnesReplaceIt() {
    Somebody who = somebody();
    signIn(who.name(), PASSWORD, who.recovery().get(0)).then().statusCode(303);
    signIn(who.name(), PASSWORD, who.recovery().get(0)).then().statusCode(403);
    assertThat(who.browser().page("/console/account")).contains("9 recovery codes are left");
    who.browser().send("/console/account/password/recovery-codes", Map.of()).then().statusCode(200);
    signIn(who.name(), PASSWORD, who.recovery().get(1)).then().statusCode(403);
  }

  @Test
  void anAccountPausesLongerAndLongerAnswersTheSameAndIsUnlockedByALinkOrAnAdministrator() {
    Somebody who = somebody();
    for (int i = 0; i < 5; i++) {
      signIn(who.name(), "another password", "123456").then().statusCode(403);
    }
    String paused =
        signIn(who.name(), PASSWORD, code(who)).then().statusCode(403).extract().asString();
    assertThat(paused).contains(WRONG).doesNotContain("gain after");
    assertThat(audited("operator.lock", who)).isOne();
    clock.advance(Duration.ofSeconds(61));
    signIn(who.name(), "another password", "123456").then().statusCode(403);
    clock.advance(Duration.ofSeconds(61));
    signIn(who.name(), PASSWORD, code(who)).then().statusCode(403);

    Browser administrator = Browser.of("administrator");
    String page = administrator.page("/console/operators/" + id(who.name()));
    assertThat(page).contains("none is taken until");
    administrator
        .send("/console/operators/" + id(who.name()) + "/unlock", Map.of())
        .then()
        .statusCode(200)
        .body(not(containsString("none is taken until")));
    assertThat(audited("operator.unlock", who)).isOne();
    signIn(who.name(), PASSWORD, code(who)).then().statusCode(303);
  }

  private long audited(String act, Somebody who) {
    return new TestSql(dataSource)
        .number(
            "select count(*) from audit_entry where act = ? and subject = ?",
            act,
            "operator " + who.name());
  }

  private long id(String name) {
    return new TestSql(dataSource).number("select id from operator where name = ?", name);
  }

  @Test
  void aSuccessForgetsTheWrongOnesAndALinkKnowsNoPause() {
    Somebody who = somebody();
    for (int i = 0; i < 4; i++) {
      signIn(who.name(), "another password", "123456");
    }
    signIn(who.name(), PASSWORD, code(who)).then().statusCode(303);
    for (int i = 0; i < 5; i++) {
      signIn(who.name(), "another password", "123456").then().statusCode(403);
    }
    String path =
        TestOperator.administrator()
            .post("/api/v1/operators/" + id(who.name()) + "/sign-in-link", Map.of())
            .path("path");
    Browser.use(path.substring(path.indexOf('=') + 1)).then().statusCode(303);
  }

  @Test
  void aClientThatTriesTooOftenWaitsUntilATimeThatItIsTold() {
    Somebody who = somebody();
    for (int i = 0; i < 20; i++) {
      signIn("nobody " + i, PASSWORD, "123456").then().statusCode(403);
    }
    Response waits = signIn(who.name(), PASSWORD, code(who));
    waits.then().statusCode(429).body(containsString("Try again after"));
    assertThat(Integer.parseInt(waits.header("Retry-After"))).isBetween(1, 600);
    clock.advance(Duration.ofMinutes(10));
    signIn(who.name(), PASSWORD, code(who)).then().statusCode(303);
  }

  @Test
  void badPasswordsAreRefusedAndNothingIsSetWithoutACode() {
    Browser browser = Browser.of("viewer");
    for (String password : List.of("short", "passwordpassword")) {
      browser
          .send("/console/account/password", Map.of("password", password, "again", password))
          .then()
          .statusCode(400);
    }
    browser
        .send("/console/account/password", Map.of("password", PASSWORD, "again", PASSWORD + "!"))
        .then()
        .statusCode(400)
        .body(containsString("two different passwords"));
    String draft =
        found(
            "name=\"draft\" value=\"([^\"]+)\"",
            browser
                .send("/console/account/password", Map.of("password", PASSWORD, "again", PASSWORD))
                .asString());
    Browser.of("viewer")
        .send("/console/account/password/confirm", Map.of("draft", draft, "code", "123456"))
        .then()
        .statusCode(400)
        .body(containsString("Begin again"));
    clock.advance(Duration.ofMinutes(10));
    browser
        .send("/console/account/password/confirm", Map.of("draft", draft, "code", "123456"))
        .then()
        .statusCode(400)
        .body(containsString("Begin again"));
    assertThat(browser.page("/console/account")).contains("You have no password");
    browser.send("/console/account/password/removal", Map.of()).then().statusCode(409);
  }

  @Test
  void secretsAreNotKeptAsTheyAre() {
    Somebody who = somebody();
    assertThat(
            new TestSql(dataSource)
                .rows(
                    "select hash, encode(totp, 'escape') from operator_password"
                        + " where operator_id = ?",
                    id(who.name())))
        .singleElement()
        .asString()
        .startsWith("$argon2id$")
        .doesNotContain(who.secret());
  }

  @Test
  void aPageOfAnotherSiteSignsNobodyIn() {
    given()
        .header("Sec-Fetch-Site", "cross-site")
        .contentType(Browser.FORM)
        .formParam("link", Browser.link("viewer"))
        .post("/console/sign-in")
        .then()
        .statusCode(403);
  }

  @Test
  void oneSessionCanBeEndedAndNobodyElses() {
    Somebody who = somebody();
    Browser other =
        new Browser(
            signIn(who.name(), PASSWORD, code(who)).then().extract().cookie(SessionCookie.NAME));
    String page = other.page("/console/account");
    String session = found("/console/account/sessions/([0-9]+)/end", page);
    Browser stranger = Browser.of("viewer");
    stranger.send("/console/account/sessions/" + session + "/end", Map.of()).then().statusCode(404);
    other.send("/console/account/sessions/" + session + "/end", Map.of()).then().statusCode(200);
    who.browser().get("/console/").then().statusCode(303);
    other.get("/console/").then().statusCode(200);
  }

  @Test
  void aNewSignInTakesThePlaceOfTheSessionThatThisBrowserHad() {
    Somebody who = somebody();
    who.browser()
        .request()
        .contentType(Browser.FORM)
        .formParams(Map.of("name", who.name(), "password", PASSWORD, "code", code(who)))
        .post("/console/sign-in/password")
        .then()
        .statusCode(303);
    who.browser().get("/console/").then().statusCode(303);
  }

  @Test
  void aMemberSeesItsAccountAndNothingElse() {
    TestOperator administrator = TestOperator.administrator();
    long organisation = administrator.organisation(false, false);
    Browser member = Browser.member(organisation);
    assertThat(member.page("/console/account"))
        .contains("/console/organisations/" + organisation)
        .doesNotContain("/console/reviews", "/console/audit", "/console/operators");
    member
        .get("/console/")
        .then()
        .statusCode(303)
        .header("Location", containsString("/console/organisations/" + organisation));
    for (String page :
        List.of("/console/reviews", "/console/addresses", "/console/audit", "/console/operators")) {
      member.get(page).then().statusCode(403).contentType("text/html");
    }
  }

  @Test
  void aMemberHasAnOrganisationAndNobodyElseHas() {
    TestOperator administrator = TestOperator.administrator();
    long organisation = administrator.organisation(false, false);
    String name = "member " + UUID.randomUUID();
    for (Map<String, ?> wrong :
        List.of(
            Map.of("name", name, "role", "member"),
            Map.of("name", name, "role", "member", "organisation", 999_999_999),
            Map.of("name", name, "role", "member", "organisation", "1"),
            Map.of("name", name, "role", "viewer", "organisation", organisation))) {
      administrator.post("/api/v1/operators", wrong).then().statusCode(400);
    }
    int id =
        administrator
            .post(
                "/api/v1/operators",
                Map.of("name", name, "role", "member", "organisation", organisation))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    administrator
        .put("/api/v1/operators/" + id + "/role", Map.of("role", "viewer"))
        .then()
        .statusCode(204);
    administrator
        .put("/api/v1/operators/" + id + "/role", Map.of("role", "member"))
        .then()
        .statusCode(400);
  }
}
