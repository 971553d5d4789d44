package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.network.Standpoint;
import org.tocsin.network.Standpoints;

/**
 * Nothing of what engines send beyond address, scenario and times is kept, and no secret either:
 * not in any table, and not in the log. In these texts ' stands for ".
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PrivacyTest {

  private static final String MARKER = "mark3r";
  private static final String LATITUDE = "48.8583701";
  private static final String ADDRESS = "45.83.87.1";
  private static final String APPEALED = "45.84.37.1";
  private static final String NAMELESS = "45.83.87.2";

  /** Every field of an alert that may carry something about people or machines. */
  private static final String SIGNAL =
      """
      {'scenario':'crowdsecurity/ssh-bf','scenario_hash':'mark3r','scenario_version':'mark3r',
       'scenario_trust':'mark3r','message':'Ip 45.83.87.1 performed mark3r',
       'machine_id':'mark3r','uuid':'mark3r','alert_id':'mark3r','kind':'mark3r','sent':'mark3r',
       'start_at':'mark3r','stop_at':'mark3r','created_at':'mark3r','mark3r':'mark3r',
       'labels':['mark3r'],'remediation':'mark3r','capacity':7,'leakspeed':'mark3r',
       'source':{'scope':'Ip','value':'45.83.87.1','ip':'mark3r','range':'mark3r',
         'as_name':'mark3r','as_number':'mark3r','cn':'mark3r','id':'mark3r',
         'latitude':48.8583701,'longitude':48.8583701},
       'context':[{'key':'target_user','value':'mark3r'},{'key':'mark3r','value':'[\\'mark3r\\']'}],
       'meta':[{'key':'username','value':'mark3r'}],
       'events':[{'timestamp':'mark3r','meta':[
         {'key':'log_line','value':'Failed password for mark3r'},
         {'key':'http_user_agent','value':'mark3r'},{'key':'target_uri','value':'/mark3r'},
         {'key':'target_user','value':'mark3r'}]}],
       'decisions':[{'id':7,'uuid':'mark3r','origin':'crowdsec','scope':'mark3r',
         'scenario':'mark3r','type':'mark3r','value':'mark3r','duration':'mark3r',
         'until':'mark3r','message':'mark3r','simulated':false}]}\
      """;

  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Handler handler = new Capture();

  @Inject DataSource dataSource;
  @Inject Standpoints standpoints;
  @Inject TestClock clock;

  @Inject
  @ConfigProperty(name = "tocsin.data")
  Path data;

  private final class Capture extends Handler {
    @Override
    public void publish(LogRecord entry) {
      log.add(entry.getMessage() + " " + List.of(parameters(entry)));
      for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
        log.add(cause.toString());
      }
    }

    private static Object[] parameters(LogRecord entry) {
      return entry.getParameters() == null ? new Object[0] : entry.getParameters();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(handler);
  }

  private List<String> rowsWith(String text) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            if (rows.getString(1).contains(text) || rows.getString(1).contains(hex(text))) {
              found.add(table + ": " + rows.getString(1));
            }
          }
        }
      }
    }
    return found;
  }

  /** As the database writes what it keeps as bytes. */
  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the files of the data folder that hold a text, those of the database among them. */
  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
            found.add(file);
          }
        } catch (NoSuchFileException e) {
          // The database removes files of its own while it runs.
        }
      }
    }
    return found;
  }

  private static String metrics() {
    return RestAssured.get("/q/metrics").asString();
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet names =
        statement.executeQuery(
            "select quote_ident(table_schema) || '.' || quote_ident(table_name)"
                + " from information_schema.tables where table_schema not in"
                + " ('pg_catalog', 'information_schema')")) {
      while (names.next()) {
        tables.add(names.getString(1));
      }
    }
    return tables;
  }

  @Test
  void keepsOnlyAddressScenarioAndTimesOfASignal() throws SQLException, IOException {
    TestOperator operator = TestOperator.administrator();
    TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));
    long before = operator.storedSignals();

    String freeText = SIGNAL.replace("crowdsecurity/ssh-bf", "manual ban of mark3r");
    String user = SIGNAL.replace("'Ip'", "'username'").replace(ADDRESS, MARKER);
    for (String generation : List.of("/v2", "/v3")) {
      Capi.post(agent, generation + "/signals?x=" + MARKER, "[" + SIGNAL + "]").accepts();
      Capi.post(agent, generation + "/signals", "[" + freeText + "," + user + "]").accepts();
      Capi.post(agent, generation + "/signals", "[" + SIGNAL + "," + MARKER).refuses(400);
      Capi.post(agent, generation + "/decisions/sync", "[" + SIGNAL + "]").accepts();
      Capi.post(agent, generation + "/decisions/delete", "['" + MARKER + "']").accepts();
      Capi.post(agent, generation + "/metrics/", "{'machines':[{'name':'" + MARKER + "'}]}")
          .accepts();
      Capi.post(agent, generation + "/usage-metrics", "{'lapi':'" + MARKER + "'}").accepts();
    }
    Capi.post(
            agent,
            "/v3/signals",
            Capi.bytes("[" + SIGNAL + "]"),
            "User-Agent",
            MARKER,
            "X-Forwarded-For",
            MARKER,
            "Cookie",
            MARKER)
        .accepts();
    operator.curate().then().statusCode(200);

    assertThat(operator.storedSignals() - before).isEqualTo(1);
    assertThat(rowsWith(ADDRESS)).isNotEmpty();
    assertThat(rowsWith(MARKER)).isEmpty();
    assertThat(rowsWith(LATITUDE)).isEmpty();
    assertThat(filesWith(MARKER)).isEmpty();
    assertThat(filesWith(LATITUDE)).isEmpty();
    assertThat(metrics()).contains("curation_run").doesNotContain(MARKER, ADDRESS);
    assertThat(operator.get("/api/v1/addresses/" + ADDRESS).asString()).doesNotContain(MARKER);
    assertThat(log).noneMatch(entry -> entry.contains(MARKER) || entry.contains(ADDRESS));
  }

  @Test
  void keepsNoSecretInClearNorWhatAnEngineCanDetect() throws SQLException, IOException {
    String login = "engine-" + UUID.randomUUID();
    String credentials = "'machine_id':'" + login + "','password':'" + MARKER + "-password'";
    String scenarios = ",'scenarios':['" + MARKER + "/scenario']";

    Capi.post("/v3/watchers", "{" + credentials + "}").accepts();
    Capi.post("/v3/watchers", "{" + credentials + "}").refuses(500);
    Capi.post("/v3/watchers", "{" + credentials).refuses(400);
    Capi.Answer answer = Capi.post("/v3/watchers/login", "{" + credentials + scenarios + "}");
    assertThat(answer.status()).isEqualTo(200);
    Capi.post("/v3/watchers/login", "{" + credentials.replace(login, MARKER) + "}").refuses(401);
    String token = answer.json().path("token").asText();
    Capi.send("GET", "/v3/decisions/stream", new byte[0], "Authorization", MARKER).refuses(401);

    assertThat(rowsWith(login)).isNotEmpty();
    assertThat(rowsWith(MARKER)).isEmpty();
    assertThat(rowsWith(token)).isEmpty();
    assertThat(filesWith(MARKER)).isEmpty();
    assertThat(filesWith(token)).isEmpty();
    assertThat(metrics()).doesNotContain(MARKER, token, login);
    assertThat(log).noneMatch(entry -> entry.contains(MARKER) || entry.contains(token));
  }

  @Test
  void keepsWhereAnAgentStandsAndNothingOfItsAddress() throws Exception {
    String login = "engine-" + UUID.randomUUID();
    String body = "{\"machine_id\":\"" + login + "\",\"password\":\"correct horse\"}";
    for (String path : List.of("/v3/watchers", "/v2/watchers/login", "/v3/watchers", "/v3/no")) {
      postFrom("127.9.8.7", path, body);
    }

    Standpoint expected = standpoints.of("127.9.8.200", clock.instant());
    assertThat(expected.asn()).isEqualTo(4_200_000_001L);
    assertThat(expected.prefixHash()).hasSize(22);
    assertThat(
            new TestSql(dataSource)
                .rows(
                    "select asn, prefix_hash, last_login_at is not null from agent where login = ?",
                    login))
        .containsExactly("4200000001 " + expected.prefixHash() + " t");
    for (String text : List.of("127.9.8.", "7f090807", "45.83.87.77")) {
      assertThat(rowsWith(text)).isEmpty();
      assertThat(log).noneMatch(entry -> entry.contains(text));
    }
  }

  /** Says to come from elsewhere, as nobody may who is not a proxy the operator named. */
  private static void postFrom(String address, String path, String body) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
      String request =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 45.83.87.77\r\n"
              + "Forwarded: for=45.83.87.77\r\nX-Real-IP: 45.83.87.77\r\nUser-Agent: "
              + MARKER
              + "\r\n"
              + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 ");
    }
  }

  @Test
  void keepsOfWhoeverAppealsWhatTheyWroteAndNothingElse() throws Exception {
    TestOperator operator = TestOperator.administrator();
    for (int i = 0; i < 2; i++) {
      TestAgent.enrolled(operator, operator.organisation(true, false))
          .report("crowdsecurity/ssh-bf", clock.instant(), APPEALED)
          .then()
          .statusCode(200);
    }
    operator.curate().then().statusCode(200);
    TestSql sql = new TestSql(dataSource);
    long before = sql.number("select count(*) from review_case where kind = 'appeal'");

    postFrom("127.9.8.9", "/why/" + APPEALED + "/appeals?x=" + MARKER, "{\"text\":\"not me\"}");
    String unknown = "{\"text\":\"not me\",\"password\":\"" + MARKER + "\"}";
    postFrom("127.9.8.9", "/why/" + APPEALED + "/appeals", unknown);
    postFrom("127.9.8.9", "/why/" + APPEALED + "/delisting", "{\"why\":\"" + MARKER + "\"}");

    assertThat(sql.number("select count(*) from review_case where kind = 'appeal'"))
        .isGreaterThan(before);
    for (String text : List.of(MARKER, "127.9.8.", "7f090809", "45.83.87.77")) {
      assertThat(rowsWith(text)).isEmpty();
      assertThat(log).noneMatch(entry -> entry.contains(text));
    }
    assertThat(filesWith(MARKER)).isEmpty();
    assertThat(Capi.send("GET", "/why/" + APPEALED, new byte[0]).text()).doesNotContain("not me");
  }

  /** Whoever reads answers learns what is listed and why, and never by whom. */
  @Test
  void namesNoReporterInAnyAnswerOrReason() throws SQLException {
    TestOperator operator = TestOperator.administrator();
    TestSql sql = new TestSql(dataSource);
    long first = 7_700_000_000L + sql.number("select coalesce(max(id), 0) from organisation");
    sql.change("alter table organisation alter column id restart with " + first);
    List<String> reporters = new ArrayList<>();
    for (boolean vouched : List.of(true, true, false)) {
      long organisation = operator.organisation(vouched, false);
      TestAgent agent = TestAgent.enrolled(operator, organisation);
      agent.report("crowdsecurity/ssh-bf", clock.instant(), NAMELESS).then().statusCode(200);
      reporters.add(Long.toString(organisation));
      reporters.add(agent.login());
      reporters.addAll(sql.rows("select name from organisation where id = ?", organisation));
      reporters.addAll(sql.rows("select prefix_hash from agent where login = ?", agent.login()));
    }
    operator.curate().then().statusCode(200);

    TestAgent outsider = TestAgent.enrolled(operator, operator.organisation(false, false));
    List<String> answers = new ArrayList<>();
    answers.add(operator.get("/api/v1/addresses/" + NAMELESS).asString());
    for (String generation : List.of("/v2", "/v3")) {
      answers.add(outsider.get(generation + "/decisions/stream?startup=true").asString());
    }
    assertThat(answers).allMatch(answer -> answer.contains(NAMELESS));
    answers.add(metrics());
    answers.add(Capi.send("GET", "/q/health", new byte[0]).text());
    answers.addAll(
        sql.rows(
            "select address, state, reason from state_change where address = ?::inet", NAMELESS));
    answers.addAll(sql.rows("select * from listing where address = ?::inet", NAMELESS));
    for (String reporter : reporters) {
      assertThat(reporter).hasSizeGreaterThan(9);
      assertThat(answers).noneMatch(answer -> answer.contains(reporter));
      assertThat(log).noneMatch(entry -> entry.contains(reporter));
    }
  }

  @Test
  void wouldNoticeWhatIsLogged() {
    Logger.getLogger("org.tocsin.test").log(java.util.logging.Level.WARNING, "{0} seen", MARKER);

    assertThat(log).anyMatch(entry -> entry.contains(MARKER));
  }
}
