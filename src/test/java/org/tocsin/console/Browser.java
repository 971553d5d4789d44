package org.tocsin.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.TestOperator;

/** Looks at pages and sends their forms as one person, the way a browser without scripts does. */
final class Browser {

  static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

  private final String session;

  Browser(String session) {
    this.session = session;
  }

  /** Signs a new operator in by a link. */
  static Browser of(String role) {
    return signedIn(link(role));
  }

  /** Signs a new operator of this name in by a link. */
  static Browser named(String name, String role) {
    return signedIn(link(Map.of("name", name, "role", role)));
  }

  /** Signs a new member of an organisation in by a link. */
  static Browser member(long organisation) {
    return signedIn(
        link(
            Map.of(
                "name",
                "console " + UUID.randomUUID(),
                "role",
                "member",
                "organisation",
                organisation)));
  }

  private static Browser signedIn(String link) {
    return new Browser(use(link).then().statusCode(303).extract().cookie(SessionCookie.NAME));
  }

  /** Returns the secret of a link for a new operator. */
  static String link(String role) {
    return link(Map.of("name", "console " + UUID.randomUUID(), "role", role));
  }

  private static String link(Map<String, ?> operator) {
    TestOperator administrator = TestOperator.administrator();
    int id =
        administrator
            .post("/api/v1/operators", operator)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String path =
        administrator
            .post("/api/v1/operators/" + id + "/sign-in-link", Map.of())
            .then()
            .statusCode(201)
            .extract()
            .path("path");
    return path.substring(path.indexOf('=') + 1);
  }

  static Response use(String link) {
    return given()
        .redirects()
        .follow(false)
        .contentType(FORM)
        .formParam("link", link)
        .post("/console/sign-in");
  }

  /** Returns the token of a page's forms. */
  static String csrf(String page) {
    Matcher matcher = CSRF.matcher(page);
    assertThat(matcher.find()).as("a form in the page").isTrue();
    return matcher.group(1);
  }

  String session() {
    return session;
  }

  RequestSpecification request() {
    return given().redirects().follow(false).cookie(SessionCookie.NAME, session);
  }

  Response get(String path) {
    return request().get(path);
  }

  /** Returns a page that must be there. */
  String page(String path) {
    return get(path).then().statusCode(200).extract().asString();
  }

  /** Sends a form with the token of this session. */
  Response send(String path, Map<String, ?> fields) {
    return request()
        .contentType(FORM + "; charset=UTF-8")
        .formParam("csrf", SessionCookie.csrf(session))
        .formParams(fields)
        .post(path);
  }
}
