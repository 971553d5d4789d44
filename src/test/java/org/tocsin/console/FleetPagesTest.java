package org.tocsin.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.enrolment.AgentActivity;

/** Organisations, their agents and their enrolment keys as operators look after them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class FleetPagesTest {

  private static final String ROOM = "/console/organisations";
  private static final String HOSTILE = "<script>alert(1)</script>\u202e";

  private final TestOperator operator = TestOperator.administrator();

  @Inject DataSource dataSource;
  @Inject TestClock clock;
  @Inject AgentActivity activity;

  private TestSql sql() {
    return new TestSql(dataSource);
  }

  private static String page(long organisation) {
    return ROOM + "/" + organisation;
  }

  private static String keys(long organisation) {
    return page(organisation) + "/enrolment-keys";
  }

  private static String agents(long organisation) {
    return page(organisation) + "/agents";
  }

  private List<String> acts(String subject) {
    return sql().rows("select act from audit_entry where subject = ? order by id", subject);
  }

  private long number(TestAgent agent) {
    return sql().number("select id from agent where login = ?", agent.login());
  }

  @Test
  void anOrganisationIsCreatedOnceAndFoundByTheBeginningOfItsName() {
    Browser browser = Browser.of("administrator");
    String name = "Fleet " + UUID.randomUUID();
    String at =
        browser
            .send(ROOM, Map.of("name", name, "vouched", "yes"))
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    long id = Long.parseLong(at.substring(at.lastIndexOf('/') + 1));
    browser
        .send(ROOM, Map.of("name", name))
        .then()
        .statusCode(409)
        .body(containsString("of this name already"));

    assertThat(browser.page(page(id))).contains(name, "vouched", "Trusted entirely");
    browser
        .request()
        .queryParam("name", name.substring(0, 20).toUpperCase(java.util.Locale.ROOT))
        .get(ROOM)
        .then()
        .statusCode(200)
        .body(containsString(name));
    browser
        .request()
        .queryParam("name", "%" + name.substring(6))
        .get(ROOM)
        .then()
        .body(containsString("There is no such organisation"));
    assertThat(acts("organisation " + id)).containsExactly("organisation.create");
  }

  @Test
  void organisationsAreShownFiftyAtATimeInTheOrderOfTheirNames() throws SQLException {
    String mark = "paged-" + UUID.randomUUID();
    sql()
        .change(
            "insert into organisation (name, vouched, honeypot, created_at)"
                + " select ? || to_char(n, 'FM000'), false, false, now()"
                + " from generate_series(1, 51) n",
            mark);
    Browser browser = Browser.of("viewer");
    String first = browser.page(ROOM + "?name=" + mark);
    assertThat(first).contains(mark + "001", mark + "050").doesNotContain(mark + "051");
    Matcher next = Pattern.compile("href=\"([^\"]*after=[^\"]*)\"").matcher(first);
    assertThat(next.find()).isTrue();

    assertThat(browser.page(next.group(1).replace("&amp;", "&")))
        .contains(mark + "051")
        .doesNotContain(mark + "050");
  }

  @Test
  void namesOfStrangersAreTextAndNothingElse() throws SQLException {
    long id = operator.organisation(false, false);
    TestAgent agent = TestAgent.enrolled(operator, id);
    String name = HOSTILE + UUID.randomUUID();
    sql().change("update organisation set name = ? where id = ?", name, id);
    sql()
        .change(
            "update agent set name = ?, engine = ?, tags = array[?]::text[] where login = ?",
            HOSTILE,
            HOSTILE,
            HOSTILE,
            agent.login());
    Browser browser = Browser.of("administrator");
    for (String path : new String[] {page(id), agents(id), keys(id)}) {
      assertThat(browser.page(path)).contains("<bdi>&lt;script").doesNotContain("<script>alert");
    }
    browser
        .request()
        .queryParam("name", "\"><script>alert(1)</script>")
        .get(ROOM)
        .then()
        .statusCode(200)
        .body(not(containsString("<script>alert")));
  }

  @Test
  void aKeyIsShownOnceAndWorksUntilItIsRevoked() {
    long id = operator.organisation(false, false);
    Browser browser = Browser.of("administrator");
    String made =
        browser
            .send(keys(id), Map.of("uses", "3", "expires", "2999-01-31", "tags", "lab, site 7,lab"))
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .extract()
            .asString();
    Matcher text = Pattern.compile("<code>([A-Za-z0-9]{32})</code>").matcher(made);
    assertThat(text.find()).isTrue();
    String key = text.group(1);
    TestAgent.register().enrol(key).then().statusCode(201);
    assertThat(browser.page(keys(id)))
        .contains("2 of 3", "in force", "<bdi>lab</bdi>", "<bdi>site 7</bdi>", "2999-02-01")
        .doesNotContain(key);

    long number = sql().number("select id from enrolment_key where organisation_id = ?", id);
    String revoke = keys(id) + "/" + number + "/revoke";
    browser.send(revoke, Map.of()).then().statusCode(200).body(containsString("is revoked"));
    browser.send(revoke, Map.of()).then().statusCode(404);
    TestAgent.register().enrol(key).then().statusCode(403);
    assertThat(acts("organisation " + id))
        .containsExactly("organisation.create", "enrolment-key.create", "enrolment-key.revoke");
    assertThat(
            sql().number("select count(*) from audit_entry where detail like ?", "%" + key + "%"))
        .isZero();
  }

  @Test
  void aKeyOfAnotherOrganisationIsNotRevokedFromHere() {
    long mine = operator.organisation(false, false);
    long other = operator.organisation(false, false);
    operator.enrolmentKey(other);
    long key = sql().number("select id from enrolment_key where organisation_id = ?", other);

    Browser.of("administrator")
        .send(keys(mine) + "/" + key + "/revoke", Map.of())
        .then()
        .statusCode(404);
    assertThat(
            sql()
                .number(
                    "select count(*) from enrolment_key where id = ? and revoked_at is null", key))
        .isOne();
  }

  @Test
  void whatAKeyCannotBeIsRefused() {
    long id = operator.organisation(false, false);
    Browser browser = Browser.of("administrator");
    for (Map<String, String> bad :
        List.of(
            Map.of("uses", "0"),
            Map.of("uses", "-1"),
            Map.of("uses", "many"),
            Map.of("uses", "9999999999"),
            Map.of("expires", "2020-01-01"),
            Map.of("expires", "soon"),
            Map.of("expires", "+99999-1-1"),
            Map.of("tags", "x".repeat(101)),
            Map.of("tags", "x\u202ey"),
            Map.of(
                "tags",
                "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,0,1,2,3,4,5,6,7,8,9,"
                    + "aa,ab,ac,ad,ae,af,ag,ah,ai,aj,ak,al,am,an,ao"))) {
      browser.send(keys(id), bad).then().statusCode(400).contentType("text/html");
    }
    assertThat(sql().number("select count(*) from enrolment_key where organisation_id = ?", id))
        .isZero();
  }

  @Test
  void anAgentIsShownWithWhatItSaidOfItselfAndHowFarItIsBehind() throws SQLException {
    long id = operator.organisation(false, false);
    TestAgent agent = TestAgent.enrolled(operator, id);
    agent.report("crowdsecurity/ssh-bf", clock.instant(), "45.98.1.1");
    agent.get("/v3/decisions/stream").then().statusCode(200);
    activity.flush();
    sql()
        .change(
            "update agent set engine = 'crowdsec/v1.6.4', scenarios = 41, release = -3"
                + " where login = ?",
            agent.login());

    String newest =
        Browser.of("viewer").page(agents(id)).replaceAll("(?s).*<td>-3, ([0-9]+) behind.*", "$1");
    assertThat(Long.parseLong(newest)).isGreaterThanOrEqualTo(3);
    assertThat(Browser.of("viewer").page(agents(id)))
        .contains(agent.login(), "<bdi>test</bdi>", "crowdsec/v1.6.4", "<td>41</td>")
        .doesNotContain("never", "Reason");
    agent.loggedInAgain();
    assertThat(sql().rows("select engine, scenarios from agent where login = ?", agent.login()))
        .singleElement()
        .asString()
        .matches("Apache-HttpClient/[0-9.]+ 0");
  }

  @ParameterizedTest
  @CsvSource({
    "crowdsec/v1.6.4-debian-linux, crowdsec/v1.6.4",
    "tocsin-agent/0.3, tocsin-agent/0.3",
    "whoever/looks into this, null",
    "crowdsec/v1.6.4secret, null",
    "x, null"
  })
  void ofAnAgentsProgramItsNameAndVersionAreKeptAndNothingElse(String told, String kept) {
    String login = UUID.randomUUID().toString();
    Map<String, Object> credentials =
        Map.of("machine_id", login, "password", "a long password", "scenarios", List.of("a", "b"));
    given().contentType("application/json").body(credentials).post("/v3/watchers");
    given()
        .contentType("application/json")
        .header("User-Agent", told)
        .body(credentials)
        .post("/v3/watchers/login")
        .then()
        .statusCode(200);

    assertThat(sql().rows("select engine, scenarios from agent where login = ?", login))
        .containsExactly(kept + " 2");
  }

  @Test
  void staleAgentsAreThoseNotSeenForADayTheLongestSilentFirst() throws SQLException {
    long id = operator.organisation(false, false);
    insertAgents(id, 53, Duration.ofHours(30));
    insertAgents(id, 1, Duration.ofHours(23));
    String mark = "late-" + UUID.randomUUID();
    insertAgent(id, mark, Duration.ofHours(24).plusSeconds(1));
    String early = "early-" + UUID.randomUUID();
    insertAgent(id, early, Duration.ofHours(24).minusSeconds(1));

    Browser browser = Browser.of("viewer");
    String first = browser.page(agents(id) + "?which=stale");
    assertThat(rows(first)).isEqualTo(50);
    assertThat(first).doesNotContain(mark, early);
    Matcher next = Pattern.compile("href=\"([^\"]*after=[^\"]*)\"").matcher(first);
    assertThat(next.find()).isTrue();
    String second = browser.page(next.group(1).replace("&amp;", "&"));
    assertThat(rows(second)).isEqualTo(4);
    assertThat(second).contains(mark).doesNotContain(early);
    assertThat(browser.page(page(id))).containsPattern("which=stale\">5[34]<");
  }

  private static long rows(String page) {
    return Pattern.compile("<tr>\\s*<th scope=\"row\">").matcher(page).results().count();
  }

  private void insertAgents(long organisation, int count, Duration ago) throws SQLException {
    for (int i = 0; i < count; i++) {
      insertAgent(organisation, "made-" + UUID.randomUUID(), ago);
    }
  }

  private void insertAgent(long organisation, String login, Duration ago) throws SQLException {
    sql()
        .change(
            "insert into agent (login, password_hash, organisation_id, tags, created_at,"
                + " last_push_at) values (?, 'x', ?, '{}', now(), ?::timestamptz)",
            login,
            organisation,
            clock.instant().minus(ago).toString());
  }

  @Test
  void anAgentIsBlockedWithAReasonAndLetInAgain() {
    long id = operator.organisation(false, false);
    TestAgent agent = TestAgent.enrolled(operator, id);
    String path = agents(id) + "/" + number(agent);
    Browser browser = Browser.of("administrator");
    browser
        .send(path + "/block", Map.of("reason", "floods us"))
        .then()
        .statusCode(200)
        .body(containsString("is blocked"));
    agent.get("/v3/decisions/stream").then().statusCode(401);
    assertThat(browser.page(agents(id) + "?which=blocked")).contains(agent.login());
    browser.send(path + "/unblock", Map.of("reason", "mended")).then().statusCode(200);
    agent.get("/v3/decisions/stream").then().statusCode(200);

    assertThat(browser.page(agents(id) + "?which=blocked")).doesNotContain(agent.login());
    assertThat(acts("agent " + agent.login())).containsExactly("agent.block", "agent.unblock");
    browser.send(path + "/block", Map.of()).then().statusCode(400);
    browser
        .send(
            agents(operator.organisation(false, false)) + "/" + number(agent) + "/block",
            Map.of("reason", "not theirs"))
        .then()
        .statusCode(404);
  }

  @Test
  void aBlockedOrganisationsAgentsAndKeysAreRefusedUntilItIsUnblocked() {
    long id = operator.organisation(false, false);
    TestAgent agent = TestAgent.enrolled(operator, id);
    String key = operator.enrolmentKey(id);
    Browser browser = Browser.of("administrator");
    browser
        .send(page(id) + "/block", Map.of("reason", "a copied list"))
        .then()
        .statusCode(200)
        .body(containsString("chip\">blocked"));
    agent.get("/v3/decisions/stream").then().statusCode(401);
    agent.report("crowdsecurity/ssh-bf", clock.instant(), "45.98.2.1").then().statusCode(401);
    TestAgent.register().enrol(key).then().statusCode(403);
    assertThat(
            operator
                .post("/api/v1/organisations/" + id + "/unblock", Map.of("reason", "explained"))
                .statusCode())
        .isEqualTo(204);

    agent.get("/v3/decisions/stream").then().statusCode(200);
    TestAgent.register().enrol(key).then().statusCode(201);
    assertThat(acts("organisation " + id))
        .containsSubsequence("organisation.block", "organisation.unblock");
  }

  @Test
  void whatMovedTrustIsToldDayByDay() throws SQLException {
    long id = operator.organisation(false, false);
    String today = clock.instant().toString().substring(0, 10);
    sql()
        .change(
            "insert into reputation (organisation_id, confirmations, contradictions, active_days,"
                + " average_volume) values (?, 6000000, 5000000, 12, 2500000)",
            id);
    sql()
        .change(
            "insert into credit (organisation_id, address_hash, day)"
                + " select ?, decode(md5(n::text), 'hex'), ?::date from generate_series(1, 2) n",
            id,
            today);
    sql()
        .change(
            "insert into contradiction (organisation_id, address_hash, day, kind)"
                + " values (?, '\\x00', ?::date, 'decoy')",
            id,
            today);
    sql()
        .change(
            "insert into organisation_volume (day, organisation_id, addresses)"
                + " values (?::date, ?, 7)",
            today,
            id);

    assertThat(Browser.of("viewer").page(page(id)))
        .contains(
            "12 of 21 needed",
            "counts for nothing yet",
            "2 addresses that it had reported without being able to read of it",
            "+2 confirmations",
            "1 address that are decoys",
            "+5 contradictions",
            "Active: 7 addresses");
  }

  @Test
  void itIsToldWhatBecameOfSignals() {
    long id = operator.organisation(true, false);
    TestAgent agent = TestAgent.enrolled(operator, id);
    Map<String, Object> wrongClock =
        TestAgent.signal(
            "crowdsecurity/ssh-bf", clock.instant().minus(Duration.ofDays(3)), "45.98.3.9");
    agent.post("/v3/signals", List.of(wrongClock)).then().statusCode(200);
    agent
        .report("crowdsecurity/ssh-bf", clock.instant(), "45.98.3.1", "45.98.3.2")
        .then()
        .statusCode(200);
    operator.curate().then().statusCode(200);
    String told = Browser.of("viewer").page(page(id)).replaceAll("\\s+", " ");

    assertThat(told)
        .contains("Last 7 days</th><td>2</td><td>1</td><td>0</td><td>1</td><td>0</td>")
        .contains("Last 30 days</th><td>2</td><td>1</td>")
        .contains("2 addresses in 1 scenarios")
        .contains("<dt>not listed: too little of what the rules ask for</dt><dd>2</dd>");
  }

  @Test
  void aViewerSeesAllAndChangesNothing() {
    long id = operator.organisation(false, false);
    TestAgent agent = TestAgent.enrolled(operator, id);
    Browser viewer = Browser.of("viewer");
    for (String path : new String[] {ROOM, page(id), keys(id), agents(id)}) {
      assertThat(viewer.page(path)).doesNotContain("method=\"post\" action=\"" + ROOM);
    }
    for (String role : new String[] {"viewer", "curator"}) {
      Browser browser = Browser.of(role);
      Map<String, String> fields = Map.of("reason", "r", "name", "n");
      for (String path :
          new String[] {
            ROOM,
            page(id) + "/block",
            page(id) + "/unblock",
            keys(id),
            keys(id) + "/1/revoke",
            agents(id) + "/" + number(agent) + "/block",
            agents(id) + "/" + number(agent) + "/unblock"
          }) {
        browser.send(path, fields).then().statusCode(403).contentType("text/html");
      }
    }
    assertThat(acts("organisation " + id))
        .containsExactly("organisation.create", "enrolment-key.create");
  }

  @Test
  void formsOfAnotherSessionAreRefused() {
    long id = operator.organisation(false, false);
    TestAgent agent = TestAgent.enrolled(operator, id);
    Browser browser = Browser.of("administrator");
    String foreign = SessionCookie.csrf(Browser.of("administrator").session());
    for (String path :
        new String[] {
          ROOM,
          page(id) + "/block",
          page(id) + "/unblock",
          keys(id),
          keys(id) + "/1/revoke",
          agents(id) + "/" + number(agent) + "/block",
          agents(id) + "/" + number(agent) + "/unblock"
        }) {
      browser
          .request()
          .contentType(Browser.FORM)
          .formParam("csrf", foreign)
          .formParam("reason", "r")
          .formParam("name", "n")
          .post(path)
          .then()
          .statusCode(403)
          .contentType("text/html");
      browser.request().contentType(Browser.FORM).body("").post(path).then().statusCode(403);
    }
  }

  /** A member is told the same of organisations that are not theirs. */
  @Test
  void anOrganisationThatIsNotThereIsAPageThatSaysSo() {
    Browser browser = Browser.of("administrator");
    long id = operator.organisation(false, false);
    for (String none : new String[] {"999999999", "0", "-1", "x", "9".repeat(30)}) {
      for (String rest : new String[] {"", "/agents", "/enrolment-keys"}) {
        browser
            .get(ROOM + "/" + none + rest)
            .then()
            .statusCode(404)
            .contentType("text/html")
            .body(containsString("There is no such organisation."));
      }
      for (String rest :
          new String[] {
            "/block",
            "/unblock",
            "/enrolment-keys",
            "/enrolment-keys/1/revoke",
            "/agents/1/block",
            "/agents/1/unblock"
          }) {
        browser.send(ROOM + "/" + none + rest, Map.of("reason", "r")).then().statusCode(404);
      }
    }
    for (String agent : new String[] {"999999999", "99999999999", "x"}) {
      browser
          .send(agents(id) + "/" + agent + "/block", Map.of("reason", "r"))
          .then()
          .statusCode(404);
    }
    browser.get(agents(id) + "?which=some").then().statusCode(400);
    browser.get(agents(id) + "?after=1").then().statusCode(400);
    browser.get(agents(id) + "?which=stale&after=999999999.999999999").then().statusCode(200);
  }
}
