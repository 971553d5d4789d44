package org.tocsin.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** Signing in by an OpenID provider. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = FakeProvider.class, restrictToAnnotatedClass = true)
final class ProviderSignInTest {

  private static final String PATH = "/console/sign-in/provider";

  @Inject TestClock clock;
  @Inject DataSource dataSource;

  /** A browser on its way to the provider. */
  private record Way(String sealed, Map<String, String> asked) {

    String of(String name) {
      return asked.getOrDefault(name, "");
    }
  }

  private static Way begin() {
    Response begun = given().redirects().follow(false).get(PATH);
    begun.then().statusCode(303);
    URI at = URI.create(begun.header("Location"));
    assertThat(at.toString()).startsWith(FakeProvider.issuer() + "/authorize?");
    return new Way(
        begun.cookie("tocsin_provider"),
        Stream.of(at.getRawQuery().split("&"))
            .map(part -> part.split("=", 2))
            .collect(
                Collectors.toMap(
                    part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8))));
  }

  private JWTClaimsSet.Builder claims(Way way, String subject, String... groups) {
    return new JWTClaimsSet.Builder()
        .issuer(FakeProvider.issuer())
        .subject(subject)
        .audience(FakeProvider.CLIENT)
        .claim("nonce", way.of("nonce"))
        .claim("preferred_username", "name of " + subject)
        .claim("groups", List.of(groups))
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plusSeconds(300)));
  }

  private static Response back(Way way, String code) {
    return given()
        .redirects()
        .follow(false)
        .cookie("tocsin_provider", way.sealed())
        .queryParam("state", way.of("state"))
        .queryParam("code", code)
        .get(PATH + "/callback");
  }

  private static Response back(Way way, JWTClaimsSet.Builder claims) {
    String code = UUID.randomUUID().toString();
    FakeProvider.signedIn(code, claims.build(), way.of("code_challenge"));
    return back(way, code);
  }

  private static String subject() {
    return "s-" + UUID.randomUUID();
  }

  private String role(String subject) {
    return new TestSql(dataSource)
        .rows(
            "select role from operator o join operator_subject s on s.operator_id = o.id"
                + " where s.subject = ?",
            subject)
        .toString();
  }

  @Test
  void somebodyIsMadeAtTheFirstSignInAndGetsTheRoleOfTheDay() {
    String subject = subject();
    Way way = begin();
    assertThat(way.asked())
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("client_id", FakeProvider.CLIENT);
    assertThat(way.of("redirect_uri")).endsWith(PATH + "/callback");
    Response in = back(way, claims(way, subject, "others", "staff"));
    in.then().statusCode(303);
    assertThat(new Browser(in.cookie(SessionCookie.NAME)).page("/console/account"))
        .contains("name of " + subject, "viewer");
    Way again = begin();
    back(again, claims(again, subject, "staff", "tocsin-admins")).then().statusCode(303);
    assertThat(role(subject)).isEqualTo("[administrator]");
    Way third = begin();
    back(third, claims(third, subject, "staff")).then().statusCode(303);
    assertThat(role(subject)).isEqualTo("[viewer]");
    assertThat(
            new TestSql(dataSource)
                .rows(
                    "select act from audit_entry where subject = ? and act like 'operator.%'"
                        + " order by id",
                    "operator name of " + subject))
        .containsExactly("operator.create", "operator.change", "operator.change");
  }

  @Test
  void whatTheProviderDidNotSayToUsNowIsRefused() {
    Way way = begin();
    back(way, claims(way, subject(), "staff").claim("nonce", "another")).then().statusCode(403);
    way = begin();
    back(way, claims(way, subject(), "staff").audience("another")).then().statusCode(403);
    way = begin();
    back(way, claims(way, subject(), "staff").audience(List.of(FakeProvider.CLIENT, "another")))
        .then()
        .statusCode(403);
    way = begin();
    back(way, claims(way, subject(), "staff").issuer("https://elsewhere.example"))
        .then()
        .statusCode(403);
    way = begin();
    back(
            way,
            claims(way, subject(), "staff")
                .expirationTime(Date.from(clock.instant().minusSeconds(61))))
        .then()
        .statusCode(403)
        .body(containsString("Begin again"));
    way = begin();
    String code = UUID.randomUUID().toString();
    FakeProvider.forged(code, claims(way, subject(), "staff").build(), way.of("code_challenge"));
    back(way, code).then().statusCode(403);
  }

  @Test
  void anAnswerWorksOnceInTheBrowserThatBegan() {
    Way way = begin();
    Way other = begin();
    back(new Way(other.sealed(), way.asked()), claims(way, subject(), "staff"))
        .then()
        .statusCode(403);
    back(way, claims(way, subject(), "staff")).then().statusCode(303);
    back(way, claims(way, subject(), "staff")).then().statusCode(403);
    Way late = begin();
    clock.advance(Duration.ofMinutes(5));
    back(late, claims(late, subject(), "staff")).then().statusCode(403);
  }

  @Test
  void aCodeThatIsUnknownOrSomebodyElsesIsRefused() {
    back(begin(), "unknown").then().statusCode(403);
    Way way = begin();
    String code = UUID.randomUUID().toString();
    FakeProvider.signedIn(
        code, claims(way, subject(), "staff").build(), begin().of("code_challenge"));
    back(way, code).then().statusCode(403);
    given().get(PATH + "/callback").then().statusCode(403);
  }

  @Test
  void whoHasNoRoleIsToldSoAndNotMade() {
    String subject = subject();
    Way way = begin();
    back(way, claims(way, subject, "others"))
        .then()
        .statusCode(403)
        .body(containsString("none of your groups has a role here"));
    assertThat(role(subject)).isEqualTo("[]");
  }

  @Test
  void aNameThatIsTakenGetsTheSubjectAndARevokedOneStaysOut() {
    String taken = "taken " + UUID.randomUUID();
    Browser.named(taken, "viewer");
    String subject = subject();
    Way way = begin();
    Response in = back(way, claims(way, subject, "staff").claim("preferred_username", taken));
    in.then().statusCode(303);
    assertThat(new Browser(in.cookie(SessionCookie.NAME)).page("/console/account"))
        .contains(taken + " " + subject);
    long id =
        new TestSql(dataSource)
            .number("select operator_id from operator_subject where subject = ?", subject);
    TestOperator.administrator().delete("/api/v1/operators/" + id).then().statusCode(204);
    Way again = begin();
    back(again, claims(again, subject, "staff")).then().statusCode(403);
  }

  @Test
  void theSignInPageNamesTheProvider() {
    given()
        .get("/console/sign-in")
        .then()
        .statusCode(200)
        .body(containsString("Sign in with <bdi>Example &lt;Works&gt;</bdi>"))
        .body(not(containsString("<Works>")));
  }
}
