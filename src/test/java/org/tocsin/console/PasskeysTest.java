package org.tocsin.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;

/** Passkeys, made and used by a device in software. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PasskeysTest {

  private static final String OWN = "/console/account/passkeys";
  private static final String SIGN_IN = "/console/sign-in/passkey";

  @Inject TestClock clock;

  private static SoftwareAuthenticator device() throws Exception {
    return new SoftwareAuthenticator("http://localhost:" + RestAssured.port, "localhost");
  }

  private static Map<String, String> question(Browser browser) {
    return browser
        .send(OWN + "/question", Map.of())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("");
  }

  private static Map<String, String> question() {
    return given()
        .post(SIGN_IN + "/question")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("");
  }

  private static Map<String, String> named(Map<String, String> fields, String name) {
    Map<String, String> named = new HashMap<>(fields);
    named.put("name", name);
    return named;
  }

  private static SoftwareAuthenticator registered(Browser browser) throws Exception {
    SoftwareAuthenticator device = device();
    browser.send(OWN, named(device.create(question(browser)), "key")).then().statusCode(201);
    return device;
  }

  private static Response signIn(Map<String, String> fields) {
    return given()
        .redirects()
        .follow(false)
        .contentType(Browser.FORM)
        .formParams(fields)
        .post(SIGN_IN);
  }

  @Test
  void aPasskeySignsInAndItsAnswerWorksOnce() throws Exception {
    SoftwareAuthenticator device = registered(Browser.of("viewer"));
    Map<String, String> answer = device.get(question());
    String session = signIn(answer).then().statusCode(303).extract().cookie(SessionCookie.NAME);
    assertThat(new Browser(session).page("/console/account")).contains("passkey</td>");
    signIn(answer).then().statusCode(403).body(containsString("does not open"));
    signIn(device.get(question())).then().statusCode(303);
  }

  @Test
  void anotherOriginChallengeOrUserIsRefused() throws Exception {
    Browser browser = Browser.of("viewer");
    SoftwareAuthenticator device = registered(browser);
    Map<String, String> other = question();
    other.put("challenge", question().get("challenge"));
    signIn(device.get(other)).then().statusCode(403);

    Map<String, String> late = question();
    clock.advance(Duration.ofMinutes(5));
    signIn(device.get(late)).then().statusCode(403);

    Map<String, String> create = question(browser);
    signIn(device.get(create)).then().statusCode(403);

    device.visits("https://elsewhere.example");
    signIn(device.get(question())).then().statusCode(403);
    device.visits("http://localhost:" + RestAssured.port);

    device.belongsTo(question(Browser.of("viewer")).getOrDefault("user", ""));
    signIn(device.get(question())).then().statusCode(403);
  }

  @Test
  void anUnknownPasskeyAForeignSignatureAndAnUnverifiedUserAreRefused() throws Exception {
    Browser browser = Browser.of("viewer");
    SoftwareAuthenticator device = registered(browser);
    SoftwareAuthenticator unknown = device();
    unknown.belongsTo(question(browser).getOrDefault("user", ""));
    signIn(unknown.get(question())).then().statusCode(403);

    Map<String, String> question = question();
    Map<String, String> forged = device.get(question);
    forged.put("signature", unknown.get(question).get("signature"));
    signIn(forged).then().statusCode(403);
    Map<String, String> broken = device.get(question());
    broken.put("authenticator-data", Base64.getUrlEncoder().encodeToString(new byte[7]));
    signIn(broken).then().statusCode(403);
    broken.put("client-data", "%%");
    signIn(broken).then().statusCode(403);

    device.skipsTheUser();
    signIn(device.get(question())).then().statusCode(403);
  }

  @Test
  void aCounterThatGoesBackIsACopyAndRefused() throws Exception {
    SoftwareAuthenticator device = registered(Browser.of("viewer"));
    device.counts(10);
    signIn(device.get(question())).then().statusCode(303);
    device.counts(4);
    signIn(device.get(question())).then().statusCode(403);
    device.counts(11);
    signIn(device.get(question())).then().statusCode(303);
  }

  @Test
  void aPasskeyIsMadeForWhomItWasAskedOnlyAndOnce() throws Exception {
    Browser browser = Browser.of("viewer");
    Map<String, String> made =
        named(device().create(question(browser)), "<script>alert(1)</script>");
    Browser.of("viewer").send(OWN, made).then().statusCode(400);
    browser.send(OWN, made).then().statusCode(201).body(not(containsString("<script>alert")));
    browser.send(OWN, made).then().statusCode(400);

    SoftwareAuthenticator elsewhere = device();
    elsewhere.visits("https://elsewhere.example");
    browser.send(OWN, named(elsewhere.create(question(browser)), "key")).then().statusCode(400);
    SoftwareAuthenticator careless = device();
    careless.skipsTheUser();
    browser.send(OWN, named(careless.create(question(browser)), "key")).then().statusCode(400);
  }

  @Test
  void aPasskeyIsRemovedByItsOwnerAndOpensNothingThen() throws Exception {
    Browser browser = Browser.of("viewer");
    SoftwareAuthenticator device = registered(browser);
    String page = browser.page("/console/account");
    String path = page.replaceAll("(?s).*action=\"(" + OWN + "/[0-9]+/removal)\".*", "$1");
    Browser.of("viewer").send(path, Map.of()).then().statusCode(404);
    browser.send(path, Map.of()).then().statusCode(200).body(containsString("You have no passkey"));
    signIn(device.get(question())).then().statusCode(403);
  }

  @Test
  void theScriptIsOnPagesThatNeedItOnly() {
    Browser browser = Browser.of("viewer");
    assertThat(browser.page("/console/account")).contains("passkey.js");
    assertThat(browser.page("/console/")).doesNotContain("passkey.js");
    assertThat(given().get("/console/sign-in").asString()).contains("passkey.js");
  }
}
