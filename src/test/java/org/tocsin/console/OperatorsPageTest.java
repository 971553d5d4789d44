package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** Operators in the console. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class OperatorsPageTest {

  private static final String PATH = "/console/operators";

  @Inject DataSource dataSource;

  private long id(String name) {
    return new TestSql(dataSource).number("select id from operator where name = ?", name);
  }

  @Test
  void anOperatorIsMadeWithALinkThatIsShownOnce() {
    Browser administrator = Browser.of("administrator");
    String name = "page " + UUID.randomUUID();
    String page =
        administrator
            .send(PATH, Map.of("name", name, "role", "curator"))
            .then()
            .statusCode(201)
            .extract()
            .asString();
    String link = page.replaceAll("(?s).*/console/sign-in\\?link=([A-Za-z0-9]+).*", "$1");
    Browser.use(link).then().statusCode(303);
    assertThat(administrator.page(PATH + "/" + id(name)))
        .contains(name, "curator")
        .doesNotContain("link=");
    administrator
        .send(PATH, Map.of("name", name, "role", "curator"))
        .then()
        .statusCode(409)
        .body(containsString("exists"));
    administrator.send(PATH, Map.of("name", name + "2", "role", "king")).then().statusCode(400);
    administrator.send(PATH, Map.of("name", name + "2", "role", "member")).then().statusCode(400);
    administrator
        .send(PATH, Map.of("name", name + "2", "role", "member", "organisation", "999999999"))
        .then()
        .statusCode(400);
  }

  @Test
  void aMemberIsShownWithItsOrganisation() {
    Browser administrator = Browser.of("administrator");
    long organisation = TestOperator.administrator().organisation(false, false);
    String name = "page " + UUID.randomUUID();
    administrator
        .send(PATH, Map.of("name", name, "role", "member", "organisation", organisation))
        .then()
        .statusCode(201)
        .body(containsString("/console/organisations/" + organisation));
    long id = id(name);
    administrator
        .send(PATH + "/" + id + "/role", Map.of("role", "viewer"))
        .then()
        .statusCode(200)
        .body(not(containsString("/console/organisations/" + organisation)));
  }

  @Test
  void revokingEndsSessionsAndNobodyRevokesThemselves() {
    Browser administrator = Browser.of("administrator");
    String name = "page " + UUID.randomUUID();
    Browser gone = Browser.named(name, "administrator");
    gone.send(PATH + "/" + id(name) + "/revocation", Map.of()).then().statusCode(409);
    administrator.send(PATH + "/" + id(name) + "/revocation", Map.of()).then().statusCode(200);
    gone.get("/console/").then().statusCode(303);
    administrator.get(PATH + "/" + id(name)).then().statusCode(404);
    assertThat(
            new TestSql(dataSource)
                .number("select count(*) from console_session where operator_id = ?", id(name)))
        .isZero();
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    String name = "page " + UUID.randomUUID();
    Browser last = Browser.named(name, "administrator");
    TestSql sql = new TestSql(dataSource);
    List<String> others =
        sql.rows(
            "select id from operator where role = 'administrator' and revoked_at is null"
                + " and name <> ?",
            name);
    sql.change(
        "update operator set revoked_at = now() where id = any (string_to_array(?, ',')::bigint[])",
        String.join(",", others));
    try {
      last.send(PATH + "/" + id(name) + "/role", Map.of("role", "viewer"))
          .then()
          .statusCode(409)
          .body(containsString("last administrator"));
    } finally {
      sql.change(
          "update operator set revoked_at = null"
              + " where id = any (string_to_array(?, ',')::bigint[])",
          String.join(",", others));
    }
    last.send(PATH + "/" + id(name) + "/role", Map.of("role", "viewer")).then().statusCode(303);
    last.get(PATH).then().statusCode(403);
  }

  @Test
  void onlyAdministratorsSeeOperatorsAndFormsAreOfTheirSession() {
    String name = "page <script>alert(1)</script> \u202e " + UUID.randomUUID();
    long id =
        TestOperator.administrator()
            .post("/api/v1/operators", Map.of("name", name.replace("\u202e", ""), "role", "viewer"))
            .jsonPath()
            .getLong("id");
    Browser administrator = Browser.of("administrator");
    assertThat(administrator.page(PATH + "/" + id)).doesNotContain("<script>alert");
    administrator.send(PATH, Map.of("name", name, "role", "viewer")).then().statusCode(400);
    Browser curator = Browser.of("curator");
    assertThat(curator.page("/console/")).doesNotContain(PATH, "notification-channels");
    assertThat(administrator.page("/console/")).contains(PATH, "notification-channels");
    for (String path : List.of(PATH, PATH + "/" + id)) {
      curator.get(path).then().statusCode(403);
    }
    for (String act : List.of("", "/" + id + "/role", "/" + id + "/unlock")) {
      curator.send(PATH + act, Map.of()).then().statusCode(403);
      administrator
          .request()
          .contentType(Browser.FORM)
          .formParam("csrf", SessionCookie.csrf(curator.session()))
          .post(PATH + act)
          .then()
          .statusCode(403);
    }
    for (String act : List.of("/sign-in-link", "/unlock", "/revocation")) {
      administrator.send(PATH + "/999999999" + act, Map.of()).then().statusCode(404);
      administrator.send(PATH + "/x" + act, Map.of()).then().statusCode(404);
    }
  }
}
