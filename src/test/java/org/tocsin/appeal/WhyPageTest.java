package org.tocsin.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** What people see of an address in a browser, and do there. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class WhyPageTest {

  private static final String SSH = "crowdsecurity/ssh-bf";
  private static final String OWN = "acme-corp/very-own";
  private static final String ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private void listed(String address, String... scenarios) {
    for (int i = 0; i < 2; i++) {
      TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));
      for (String scenario : scenarios) {
        agent.report(scenario, clock.instant(), address).then().statusCode(200);
      }
    }
    operator.curate().then().statusCode(200);
  }

  private static RequestSpecification browser(String from) {
    return given()
        .redirects()
        .follow(false)
        .accept(ACCEPT)
        .header("Sec-Fetch-Site", "same-origin")
        .header(RemoteAddressOfHeader.HEADER, from);
  }

  private static String page(String address, String from) {
    return browser(from).get("/why/" + address).then().statusCode(200).extract().asString();
  }

  private static String csrf(String page) {
    Matcher matcher = CSRF.matcher(page);
    assertThat(matcher.find()).as("a form in the page").isTrue();
    return matcher.group(1);
  }

  private static Response send(String address, String from, String what, Map<String, ?> fields) {
    return browser(from)
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParam("csrf", csrf(page(address, from)))
        .formParams(fields)
        .post("/why/" + address + "/" + what);
  }

  @Test
  void browsersGetAPageAndEverybodyElseJson() {
    listed("45.98.1.1", SSH);
    browser("45.98.1.9")
        .get("/why/45.98.1.1")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Vary", "Accept")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("X-Content-Type-Options", "nosniff");
    for (String accept :
        new String[] {"*/*", "application/json", "application/json, text/html;q=0.5"}) {
      given()
          .accept(accept)
          .get("/why/45.98.1.1")
          .then()
          .statusCode(200)
          .contentType(operator.get("/api/v1/addresses/45.98.1.1").contentType())
          .header("Vary", "Accept")
          .body(containsString("{\"address\":\"45.98.1.1\",\"state\":\"global\",\"summary\":\""));
    }
    given()
        .header(RemoteAddressOfHeader.HEADER, "45.98.1.1")
        .contentType("application/json")
        .body(Map.of("text", "please"))
        .post("/why/45.98.1.1/appeals")
        .then()
        .statusCode(201)
        .contentType(
            operator
                .post(
                    "/api/v1/allowlist",
                    Map.of("range", "45.98.1.255/32", "tier", "benign", "reason", "r"))
                .contentType());
    assertThat(given().accept("text/html;q=0, */*").get("/why/45.98.1.1").contentType())
        .startsWith("application/json");
  }

  @Test
  void aListedAddressIsExplainedInWordsThatNameNobody() {
    listed("45.98.2.1", SSH, OWN);
    String page = page("45.98.2.1", "45.98.2.9");

    assertThat(page)
        .contains("on the list, for everybody", "Guessed passwords of SSH.", "ssh-bf")
        .contains("Listed since", "Ends by itself", "2 organisations")
        .contains("You come from", "45.98.2.9", "curl -X POST http")
        .contains("/why/45.98.2.1/delisting")
        .doesNotContain("acme", "very-own", "Take 45.98.2.1 off");
  }

  @Test
  void ofAnAddressThatIsNotListedNothingIsTold() {
    TestAgent.enrolled(operator, operator.organisation(true, false))
        .report(SSH, clock.instant(), "45.98.3.1");
    operator.curate();

    assertThat(page("45.98.3.1", "45.98.3.1"))
        .contains("not on the list")
        .doesNotContain("ssh", "organisations", "<form method=\"post\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "127.0.0.1", "fe80::1", "192.168.1.1"})
  void aReservedAddressIsExplained(String address) {
    assertThat(page(address, "45.98.4.1")).contains("not an address of the public internet");
  }

  @Test
  void whoeverComesFromTheAddressTakesItOffByTheForm() {
    listed("45.98.5.1", SSH);
    assertThat(page("45.98.5.1", "45.98.5.1")).contains("Take 45.98.5.1 off");
    send("45.98.5.1", "45.98.5.1", "delisting", Map.of())
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("Done: the address was taken off"))
        .body(containsString("not on the list"));
  }

  @Test
  void takingOffIsRefusedFromElsewhereAndTwice() {
    listed("45.98.6.1", SSH);
    String page = page("45.98.6.1", "45.98.6.2");
    browser("45.98.6.2")
        .contentType("application/x-www-form-urlencoded")
        .formParam("csrf", csrf(page))
        .post("/why/45.98.6.1/delisting")
        .then()
        .statusCode(403)
        .body(containsString("must be sent from 45.98.6.1 itself"));
    String form = csrf(page("45.98.6.1", "45.98.6.1"));
    for (int status : new int[] {200, 404}) {
      browser("45.98.6.1")
          .contentType("application/x-www-form-urlencoded")
          .formParam("csrf", form)
          .post("/why/45.98.6.1/delisting")
          .then()
          .statusCode(status);
    }
    clock.advance(Duration.ofSeconds(1));
    listed("45.98.6.1", SSH);
    listed("45.98.6.1", SSH);
    send("45.98.6.1", "45.98.6.1", "delisting", Map.of())
        .then()
        .statusCode(429)
        .header("Retry-After", not(containsString("-")))
        .body(containsString("taken off within the last 7 days"));
  }

  @Test
  void anotherSiteCannotHaveItsVisitorsSendAnything() {
    listed("45.98.7.1", SSH);
    String form = csrf(page("45.98.7.1", "45.98.7.1"));
    RequestSpecification crossSite =
        given()
            .accept(ACCEPT)
            .header(RemoteAddressOfHeader.HEADER, "45.98.7.1")
            .header("Sec-Fetch-Site", "cross-site")
            .contentType("application/x-www-form-urlencoded")
            .formParam("csrf", form);
    crossSite.post("/why/45.98.7.1/delisting").then().statusCode(403).contentType("text/html");
    for (String origin : new String[] {"https://evil.example", "null", "::"}) {
      given()
          .header(RemoteAddressOfHeader.HEADER, "45.98.7.1")
          .header("Origin", origin)
          .contentType("text/plain")
          .post("/why/45.98.7.1/delisting")
          .then()
          .statusCode(403)
          .contentType("application/problem+json");
    }
    given()
        .header(RemoteAddressOfHeader.HEADER, "45.98.7.1")
        .header("Sec-Fetch-Site", "same-site")
        .post("/why/45.98.7.1/appeals")
        .then()
        .statusCode(403);
    assertThat(page("45.98.7.1", "45.98.7.9")).contains("on the list, for everybody");
  }

  @Test
  void aFormOfAnotherVisitorOrAboutAnotherAddressIsRefused() {
    listed("45.98.8.1", SSH);
    String others = csrf(page("45.98.8.1", "45.98.8.9"));
    String about = csrf(page("45.98.8.1", "45.98.8.1"));
    for (String form : new String[] {others, "", "0".repeat(64)}) {
      browser("45.98.8.1")
          .contentType("application/x-www-form-urlencoded")
          .formParam("csrf", form)
          .post("/why/45.98.8.1/delisting")
          .then()
          .statusCode(403)
          .contentType("text/html");
    }
    browser("45.98.8.1")
        .contentType("application/x-www-form-urlencoded")
        .formParam("csrf", about)
        .post("/why/45.98.8.2/delisting")
        .then()
        .statusCode(403);
  }

  @Test
  void anOriginOfOursIsEnoughForABrowserThatTellsNoMore() {
    listed("45.98.9.1", SSH);
    int port = RestAssured.port;
    given()
        .accept(ACCEPT)
        .header(RemoteAddressOfHeader.HEADER, "45.98.9.1")
        .header("Origin", "http://localhost:" + port)
        .contentType("application/x-www-form-urlencoded")
        .formParam("csrf", csrf(page("45.98.9.1", "45.98.9.1")))
        .post("/why/45.98.9.1/delisting")
        .then()
        .statusCode(200);
  }

  @Test
  void anAppealIsTakenOnceAndShownHarmlessly() {
    listed("45.98.10.1", SSH);
    Map<String, String> fields =
        Map.of("text", "<script>alert(1)</script>\r\nשלום", "contact", "a@b.example");
    send("45.98.10.1", "45.98.10.9", "appeals", fields)
        .then()
        .statusCode(200)
        .body(containsString("A person will decide"))
        .body(containsString("Somebody has asked already"));
    TestSql sql = new TestSql(dataSource);
    assertThat(
            sql.rows(
                "select evidence->'appeal'->>'text' from review_case where subject = '45.98.10.1'"))
        .containsExactly("<script>alert(1)</script>\nשלום");
    assertThat(page("45.98.10.1", "45.98.10.9")).doesNotContain("<textarea", "alert(1)");
  }

  @Test
  void whatCannotBeTakenIsGivenBackToBeChanged() {
    listed("45.98.11.1", SSH);
    for (String text :
        new String[] {
          "\u202eevil <b>bold</b>", "bell \u0007 <b>bold</b>", "<b>bold</b>" + "x".repeat(2000)
        }) {
      send("45.98.11.1", "45.98.11.9", "appeals", Map.of("text", text, "contact", "\"><i>"))
          .then()
          .statusCode(400)
          .body(containsString("must be printable text of at most 2000 characters"))
          .body(containsString("&lt;b&gt;bold&lt;/b&gt;"))
          .body(containsString("value=\"&#34;"))
          .body(not(containsString("<b>bold</b>")));
    }
    send("45.98.11.1", "45.98.11.9", "appeals", Map.of("text", " \n "))
        .then()
        .statusCode(400)
        .body(containsString("must be filled in"));
  }

  @Test
  void tooManyAppealsOfANeighbourhoodAreAPageThatSaysSo() {
    for (int i = 0; i <= AppealLimits.OF_A_RANGE; i++) {
      listed("45.98.12." + i, SSH);
      send("45.98.12." + i, "45.98.12.77", "appeals", Map.of("text", "please"))
          .then()
          .statusCode(i < AppealLimits.OF_A_RANGE ? 200 : 429)
          .contentType("text/html");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "1.2.3", "1.2.3.4:80", "1.2.3.0/24", "::g", "%3Cb%3E", "1.2.3.4%20"})
  void whatIsNoAddressIsAPageThatSaysSo(String text) {
    for (String path : new String[] {"/why/" + text, "/why?ip=" + text + "x"}) {
      String body =
          given()
              .urlEncodingEnabled(false)
              .accept(ACCEPT)
              .get(path)
              .then()
              .contentType("text/html")
              .header("Vary", "Accept")
              .extract()
              .asString();
      assertThat(body).contains("<html").doesNotContain("<b>");
    }
  }

  @Test
  void theSearchLeadsToTheAddress() {
    browser("45.98.13.1")
        .queryParam("ip", " 2001:DB8::0:1 ")
        .get("/why")
        .then()
        .statusCode(303)
        .header("Location", containsString("/why/2001:db8::1"));
    browser("45.98.13.1")
        .get("/why")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("45.98.13.1"));
    given().get("/why?ip=x").then().statusCode(400).contentType("application/problem+json");
    given()
        .accept(ACCEPT)
        .get("/why/45.98.13.1/nothing")
        .then()
        .statusCode(404)
        .contentType("text/html");
  }
}
