package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.TestVerdicts;
import org.tocsin.release.ReleaseRecords;

/** Releases as a browser sees them, the way back, and what waits for a person. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ReleasePagesTest {

  private static final String PATH = "/console/releases";
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"");

  @Inject DataSource dataSource;
  @Inject TestClock clock;
  @Inject ReleaseRecords records;

  private final TestOperator operator = TestOperator.administrator();
  private Browser curator = new Browser("");
  private Browser viewer = new Browser("");

  @BeforeEach
  void signIn() {
    viewer = Browser.of("viewer");
    curator = Browser.of("curator");
  }

  @BeforeEach
  void nothingIsNew() {
    curate();
  }

  @AfterEach
  void theListGoesOn() {
    operator.post("/api/v1/releases/resume", Map.of("reason", "the test is over"));
  }

  private long curate() {
    clock.advance(Duration.ofSeconds(1));
    return operator
        .post("/api/v1/curation/runs", Map.of())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("serial");
  }

  private long publish(String... addresses) {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (String address : addresses) {
      verdicts.global(address, clock.instant().plus(Duration.ofDays(2)));
    }
    return curate();
  }

  @Test
  void aReleaseIsListedWithItsCauseAndShownWithWhatItChanged() throws SQLException {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    verdicts.global("45.95.1.1", clock.instant().plus(Duration.ofDays(2)));
    new TestSql(dataSource)
        .change(
            "update verdict set scenario = 't/<script>alert(1)</script>'"
                + " where address = '45.95.1.1'");
    long first = curate();
    verdicts.off("45.95.1.1");
    long second = publish("45.95.1.2", "2a01:4f8:95::1");

    assertThat(viewer.page(PATH))
        .contains(PATH + "/" + second, "run, ordered by <bdi>administrator</bdi>", "committed");
    assertThat(viewer.page(PATH + "/" + first))
        .contains("45.95.1.1", "1 joined, 0 left")
        .doesNotContain("/rollback");
    assertThat(viewer.page(PATH + "/" + second))
        .contains("45.95.1.2", "2a01:4f8:95::1", "2 joined, 1 left", "/blocklist/set/")
        .contains("/blocklist/delta/", "/blocklist/log/tile/entries/", "nothing wrong")
        .contains("45.95.1.1", "t/&lt;script&gt;")
        .doesNotContain("<script>alert");
  }

  @Test
  void whatALookFoundIsShown() {
    long serial = publish("45.95.2.1");
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                records.looked(
                    serial,
                    ReleaseRecords.Stage.SERVED,
                    clock.instant(),
                    List.of("the <b>snapshot</b> is short")));

    assertThat(viewer.page(PATH)).contains("checked while served: 1 finding");
    assertThat(viewer.page(PATH + "/" + serial))
        .contains("the &lt;b&gt;snapshot&lt;/b&gt; is short");
  }

  @Test
  void longListsAndManyReleasesComeInParts() throws SQLException {
    for (int i = 0; i < 26; i++) {
      publish("45.95.3." + i);
    }
    new TestSql(dataSource)
        .change(
            "insert into verdict (address, state, scenario, expires_at, judge_at)"
                + " select '45.95.4.0'::inet + n, 'global', 't/attack',"
                + " ?::timestamptz, '2100-01-01' from generate_series(1, 101) n",
            clock.instant().plus(Duration.ofDays(2)).toString());
    long serial = curate();
    String page = viewer.page(PATH + "/" + serial);

    assertThat(page).contains("45.95.4.100<").doesNotContain("45.95.4.101<");
    assertThat(viewer.page(PATH + "/" + serial + "?joined=45.95.4.100"))
        .contains("45.95.4.101<")
        .doesNotContain("45.95.4.100<");
    assertThat(viewer.page(PATH + "?before=" + serial)).contains("Older");
    viewer.get(PATH + "/" + serial + "?left=x").then().statusCode(400);
  }

  @Test
  void aCuratorGoesBackAndLetsTheListGoOn() {
    long good = publish("45.95.5.1");
    long bad = publish("45.95.5.2");
    Map<String, String> form = Map.of("reason", "a <i>rule</i>", "sure", "yes");
    viewer.send(PATH + "/" + good + "/rollback", form).then().statusCode(403);
    viewer.send(PATH + "/resume", form).then().statusCode(403);
    curator
        .send(PATH + "/" + good + "/rollback", Map.of("reason", "r"))
        .then()
        .statusCode(400)
        .body(containsString("you are sure"));
    curator.send(PATH + "/" + good + "/rollback", Map.of("sure", "yes")).then().statusCode(400);
    curator.send(PATH + "/999999999/rollback", form).then().statusCode(404);
    curator
        .send(PATH + "/" + good + "/rollback", form)
        .then()
        .statusCode(200)
        .body(containsString("stands still at release"))
        .body(containsString("back to release " + good))
        .body(containsString("Let the list go on"));

    assertThat(viewer.page(PATH + "/" + (bad + 1)))
        .contains("45.95.5.2", "a &lt;i&gt;rule&lt;/i&gt;")
        .doesNotContain("<i>rule");
    assertThat(viewer.page("/console/audit?act=release.rollback&subject=" + good))
        .contains("a &lt;i&gt;rule&lt;/i&gt;");
    curator
        .send(PATH + "/resume", form)
        .then()
        .statusCode(200)
        .body(containsString("goes on with the next run"));
    curator
        .send(PATH + "/resume", form)
        .then()
        .statusCode(200)
        .body(containsString("did not stand still"));
  }

  @Test
  void whatDoesNotExistIsNotFoundAndForeignFormsAreRefused() {
    long serial = publish("45.95.6.1");
    for (String path : List.of("/999999999", "/x", "/0")) {
      viewer.get(PATH + path).then().statusCode(404).contentType("text/html");
    }
    for (String path : List.of("/resume", "/parked", "/" + serial + "/rollback")) {
      curator
          .request()
          .contentType(Browser.FORM)
          .formParam("csrf", SessionCookie.csrf(viewer.session()))
          .formParam("reason", "r")
          .formParam("sure", "yes")
          .post(PATH + path)
          .then()
          .statusCode(403);
    }
  }

  /** Has more join than may by themselves. */
  private void park(String from) throws SQLException {
    TestSql sql = new TestSql(dataSource);
    long listed = sql.number("select count(*) from listing");
    sql.change(
        "insert into verdict (address, state, scenario, expires_at, judge_at)"
            + " select ?::inet + n, 'global', 't/attack', ?::timestamptz, '2100-01-01'"
            + " from generate_series(1, ?) n",
        from,
        clock.instant().plus(Duration.ofDays(2)).toString(),
        Math.max(500, (listed * 10 + 99) / 100) + 1);
    curate();
  }

  private String seen() {
    Matcher matcher = SEEN.matcher(curator.page(PATH + "/parked"));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private Map<String, String> decision(String decision, String seen) {
    return Map.of("decision", decision, "seen", seen, "reason", "looked at it", "sure", "yes");
  }

  @Test
  void aParkedRunIsDecidedByWhoeverSawAllOfIt() throws SQLException {
    park("45.160.0.0");
    String first = seen();
    assertThat(viewer.page(PATH)).contains("A run is parked", "breaker.adds");
    assertThat(viewer.page(PATH + "/parked"))
        .contains("45.160.0.1<", "?joining=")
        .doesNotContain("value=\"approve\"");
    viewer.send(PATH + "/parked", decision("approve", first)).then().statusCode(403);
    curator.send(PATH + "/parked", decision("publish", first)).then().statusCode(400);
    curator
        .send(PATH + "/parked", decision("drop", first))
        .then()
        .statusCode(200)
        .body(containsString("Given up"));

    park("45.161.0.0");
    String second = seen();
    assertThat(second).isNotEqualTo(first);
    curator
        .send(PATH + "/parked", decision("approve", first))
        .then()
        .statusCode(409)
        .body(containsString("not what you saw"));
    curator
        .send(PATH + "/parked", decision("approve", second))
        .then()
        .statusCode(200)
        .body(containsString("Approved"));
    curator.send(PATH + "/parked", decision("approve", second)).then().statusCode(409);
    long serial = curate();

    assertThat(viewer.page(PATH + "/" + serial))
        .contains("parked run, approved by <bdi>console ", "45.161.0.1<");
    assertThat(viewer.page(PATH)).contains("No breaker has tripped");
    new TestSql(dataSource)
        .change(
            "update listing set expires_at = ?::timestamptz where address << '45.161.0.0/16'",
            clock.instant().toString());
    new TestSql(dataSource).change("delete from verdict where address << '45.160.0.0/15'");
    curate();
  }

  @Test
  void anAdministratorMakesConsumersAndTheirKeysAreShownOnce() {
    Browser administrator = Browser.of("administrator");
    Map<String, String> form =
        Map.of(
            "name", "<script>alert(1)</script>",
            "families", "v4",
            "scenarios", "crowdsecurity/ssh-* t/*",
            "minimumScore", "2.5");
    viewer.send("/console/consumers", form).then().statusCode(403);
    curator.send("/console/consumers", form).then().statusCode(403);
    String made =
        administrator
            .send("/console/consumers", form)
            .then()
            .statusCode(201)
            .body(not(containsString("<script>alert")))
            .body(containsString("IPv4 only, for crowdsecurity/ssh-*, t/*, score from 2.5"))
            .extract()
            .asString();
    String key = made.replaceAll("(?s).*<h2 id=\"key\">.*?<code>([A-Za-z0-9]+)</code>.*", "$1");
    String consumer = made.replaceAll("(?s).*action=\"(/console/consumers/\\d+)/revoke\".*", "$1");
    String revokeKey =
        made.replaceAll("(?s).*action=\"(/console/consumers/\\d+/keys/\\d+/revoke)\".*", "$1");
    io.restassured.RestAssured.given()
        .header("Authorization", "Bearer " + key)
        .get("/blocklist/head.json")
        .then()
        .statusCode(200);

    assertThat(viewer.page(consumer)).doesNotContain(key, "/revoke").contains("release ");
    administrator
        .send(consumer + "/keys", Map.of())
        .then()
        .statusCode(201)
        .body(containsString("shown this once"));
    administrator.send(revokeKey, Map.of()).then().statusCode(200);
    administrator.send(revokeKey, Map.of()).then().statusCode(404);
    viewer.send(consumer + "/revoke", Map.of("sure", "yes")).then().statusCode(403);
    administrator.send(consumer + "/revoke", Map.of()).then().statusCode(400);
    administrator.send(consumer + "/revoke", Map.of("sure", "yes")).then().statusCode(200);
    administrator.send(consumer + "/revoke", Map.of("sure", "yes")).then().statusCode(404);
    administrator.send(consumer + "/keys", Map.of()).then().statusCode(404);
    assertThat(viewer.page("/console/audit?act=consumer&subject=consumer"))
        .contains("consumer-key.create", "consumer.revoke")
        .doesNotContain(key);
    for (Map<String, String> wrong :
        List.of(
            Map.of("families", "v4"),
            Map.of("name", "n", "families", "v5"),
            Map.of("name", "n", "scenarios", "(x"),
            Map.of("name", "n", "maxEntries", "0"),
            Map.of("name", "n", "minimumScore", "1.234"))) {
      administrator.send("/console/consumers", wrong).then().statusCode(400);
    }
    administrator
        .send("/console/consumers", Map.of("name", "n", "organisation", "999999999"))
        .then()
        .statusCode(404);
    viewer.get("/console/consumers/999999999").then().statusCode(404);
  }
}
