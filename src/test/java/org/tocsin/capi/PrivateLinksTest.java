package org.tocsin.capi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** Private lists from the stream that links to them to the bytes that engines read. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PrivateLinksTest {

  private static final String STREAM = "/v3/decisions/stream";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;

  private String lists;
  private TestAgent inside;
  private TestAgent outside;

  @BeforeEach
  void begin() {
    long organisation = operator.organisation(false, false);
    lists = "/api/v1/organisations/" + organisation + "/lists";
    inside = TestAgent.enrolled(operator, organisation);
    outside = TestAgent.enrolled(operator, operator.organisation(false, false));
  }

  private String make(Map<String, Object> terms, Object... entries) {
    Response made = operator.post(lists, terms);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    String path = lists + "/" + made.jsonPath().getLong("id");
    operator.put(path + "/entries", List.of(entries)).then().statusCode(200);
    return path;
  }

  private String block(Object... entries) {
    return make(Map.of("kind", "block", "name", "bad"), entries);
  }

  private String allow(Object... entries) {
    return make(Map.of("kind", "allow", "name", "ours"), entries);
  }

  private JsonNode links(TestAgent agent, String query) {
    Capi.Answer answer = Capi.get(agent, STREAM + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("links");
  }

  private String path(String kind) {
    JsonNode list = links(inside, "").path(kind).path(0);
    return URI.create(list.path("url").asText()).getPath();
  }

  private static Capi.Answer fetch(String path, String... headers) {
    return Capi.send("GET", path, new byte[0], headers);
  }

  private static String httpDate(Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  @Test
  void everyFieldOfALinkIsTextAndThere() {
    make(
        Map.of(
            "kind",
            "block",
            "name",
            "nets",
            "remediation",
            "captcha",
            "scope",
            "range",
            "duration",
            "12h"),
        "45.90.0.0/24");
    make(Map.of("kind", "allow", "name", "ours", "description", "the office"), "10.0.0.0/8");
    String base = "http://localhost:" + RestAssured.port + "/lists/";

    JsonNode links = links(inside, "?startup=true");

    JsonNode blocklist = links.path("blocklists").path(0);
    assertThat(blocklist.fieldNames())
        .toIterable()
        .containsExactly("name", "url", "remediation", "scope", "duration");
    assertThat(blocklist).allMatch(JsonNode::isTextual);
    assertThat(blocklist.path("name").asText()).isEqualTo("nets");
    assertThat(blocklist.path("remediation").asText()).isEqualTo("captcha");
    assertThat(blocklist.path("scope").asText()).isEqualTo("Range");
    assertThat(blocklist.path("duration").asText()).isEqualTo("12h0m0s");
    JsonNode allowlist = links.path("allowlists").path(0);
    assertThat(allowlist.fieldNames())
        .toIterable()
        .containsExactly("name", "description", "url", "id", "created_at", "updated_at");
    assertThat(allowlist).allMatch(JsonNode::isTextual);
    assertThat(allowlist.path("description").asText()).isEqualTo("the office");
    assertThat(allowlist.path("id").asText()).matches("[0-9a-f-]{36}");
    for (String date : List.of("created_at", "updated_at")) {
      assertThat(Instant.parse(allowlist.path(date).asText())).isEqualTo(clock.instant());
    }
    for (JsonNode list : List.of(blocklist, allowlist)) {
      assertThat(list.path("url").asText()).startsWith(base);
    }
    assertThat(links.path("blocklists")).hasSize(1);
    assertThat(links.path("allowlists")).hasSize(1);
  }

  @Test
  void othersAreToldNothing() {
    block("45.90.1.1");
    allow("45.90.1.2");

    assertThat(links(inside, "").path("blocklists")).hasSize(1);
    for (TestAgent agent : List.of(outside, TestAgent.register())) {
      JsonNode links = links(agent, "");
      assertThat(links.path("blocklists").isArray()).isTrue();
      assertThat(links.path("blocklists")).isEmpty();
      assertThat(links.path("allowlists").isArray()).isTrue();
      assertThat(links.path("allowlists")).isEmpty();
    }
    assertThat(Capi.get(inside, "/v2/decisions/stream").json().fieldNames())
        .toIterable()
        .containsExactly("new", "deleted");
  }

  @Test
  void whoTurnedFurtherListsOffGetsNoBlockListsButAllowlists() {
    block("45.90.1.3");
    allow("45.90.1.4");

    assertThat(links(inside, "?additional_pull=false").path("blocklists")).isEmpty();
    assertThat(links(inside, "?additional_pull=false").path("allowlists")).hasSize(1);
    assertThat(links(inside, "?community_pull=false").path("blocklists")).hasSize(1);
    assertThat(links(inside, "?community_pull=false").path("allowlists")).hasSize(1);
    JsonNode nothing = links(inside, "?community_pull=false&additional_pull=false");
    assertThat(nothing.path("blocklists")).isEmpty();
  }

  @Test
  void aLinkLeadsToWhereTheOneWhoAskedFoundTheServerAndNobodyElse() {
    block("45.90.1.5");
    String own = links(inside, "").toString();
    assertThat(own).contains("http://localhost:" + RestAssured.port + "/");

    for (int i = 0; i < 2; i++) {
      assertThat(asked("list.example:8443")).startsWith("http://list.example:8443/lists/");
      assertThat(asked("list.example")).startsWith("http://list.example/lists/");
      assertThat(links(inside, "").toString()).isEqualTo(own);
    }
    assertThat(asked("a\"b.example")).doesNotContain("example");
  }

  /** Goes the short way from the second time on: it is compressed, and rendered. */
  private String asked(String host) {
    Response answer =
        given()
            .header("Authorization", "Bearer " + inside.token())
            .header("Host", host)
            .get(STREAM);
    return answer.statusCode() == 200
        ? String.valueOf(answer.jsonPath().getString("links.blocklists[0].url"))
        : "";
  }

  @Test
  void aBlockListIsAValueALineInOrderAndOnce() throws IOException {
    block("45.90.2.10", "45.90.2.9", "2a0e:97c0:0::9", "45.90.2.9/32", "1.2.3.4");
    String path = path("blocklists");

    Capi.Answer plain = fetch(path);
    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.header("Content-Type")).startsWith("text/plain");
    assertThat(plain.text()).isEqualTo("1.2.3.4\n45.90.2.9\n45.90.2.10\n2a0e:97c0::9\n");
    Capi.Answer packed = fetch(path, "Accept-Encoding", "gzip");
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(packed.raw().body()))) {
      assertThat(gzip.readAllBytes()).isEqualTo(plain.raw().body());
    }
    assertThat(Capi.send("HEAD", path, new byte[0]).raw().body()).isEmpty();
  }

  @Test
  void rangesKeepTheirLength() {
    make(
        Map.of("kind", "block", "name", "nets", "scope", "range"),
        "45.90.4.0/24",
        "45.90.3.0/24",
        "45.90.3.1/32");

    assertThat(fetch(path("blocklists")).text())
        .isEqualTo("45.90.3.0/24\n45.90.3.1/32\n45.90.4.0/24\n");
  }

  @Test
  void anAllowlistIsAnObjectALineWithoutWhatIsNotKnown() throws IOException {
    String end = clock.instant().plusSeconds(3600).toString();
    allow(
        Map.of("value", "10.0.0.0/8", "comment", "say \"no\""),
        Map.of("value", "192.168.1.1", "expiresAt", end));

    Capi.Answer answer = fetch(path("allowlists"), "If-Modified-Since", httpDate(clock.instant()));

    assertThat(answer.status()).isEqualTo(200);
    List<JsonNode> lines = new ArrayList<>();
    assertThat(answer.text()).endsWith("\n").doesNotContain("\n\n");
    for (String line : answer.text().strip().split("\n", -1)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).fieldNames())
        .toIterable()
        .containsExactly("value", "description", "created_at");
    assertThat(lines.get(0).path("value").asText()).isEqualTo("10.0.0.0/8");
    assertThat(lines.get(0).path("description").asText()).isEqualTo("say \"no\"");
    assertThat(lines.get(1).path("value").asText()).isEqualTo("192.168.1.1");
    assertThat(lines.get(1).path("expiration").asText()).isEqualTo(end);

    clock.advance(Duration.ofHours(1));
    assertThat(fetch(URI.create(path()).getPath()).text()).contains("10.0.").doesNotContain("168");
  }

  private String path() {
    inside = inside.loggedInAgain();
    return path("allowlists");
  }

  @Test
  void onlyWhatIsOlderThanTheDateByTenMinutesIsNotSentAgain() {
    String list = block("45.90.5.1", Map.of("value", "45.90.5.2", "expiresAt", later(2)));
    String path = path("blocklists");
    Instant changed = clock.instant();
    clock.advance(Duration.ofMinutes(20));

    assertThat(status(path, changed.plusSeconds(600))).isEqualTo(200);
    assertThat(status(path, changed.plusSeconds(601))).isEqualTo(304);
    assertThat(status(path, clock.instant())).isEqualTo(304);
    assertThat(status(path, clock.instant().plusSeconds(1))).as("ahead").isEqualTo(200);
    assertThat(fetch(path).status()).isEqualTo(200);
    assertThat(fetch(path, "If-Modified-Since", "yesterday").status()).isEqualTo(200);

    operator.delete(list + "/entries/45.90.5.1").then().statusCode(204);
    assertThat(status(path, clock.instant())).as("changed").isEqualTo(200);
    clock.advance(Duration.ofMinutes(100));
    assertThat(fetch(path).text()).as("expired").isEmpty();
    assertThat(status(path, clock.instant())).as("expired").isEqualTo(200);
    clock.advance(Duration.ofMinutes(11));
    assertThat(status(path, clock.instant())).isEqualTo(304);
  }

  private String later(int hours) {
    return clock.instant().plus(Duration.ofHours(hours)).toString();
  }

  private static int status(String path, Instant since) {
    return fetch(path, "If-Modified-Since", httpDate(since)).status();
  }

  @Test
  void aDeletedAllowlistIsFetchedEmptyAndIsTheSameWhenMadeAgain() {
    String list = allow("45.90.6.1");
    String id = links(inside, "").path("allowlists").path(0).path("id").asText();
    operator.delete(list).then().statusCode(204);

    operator.get(list).then().statusCode(404);
    assertThat(operator.get(lists).jsonPath().getList("items")).isEmpty();
    Capi.Answer emptied = fetch(path("allowlists"));
    assertThat(emptied.status()).isEqualTo(200);
    assertThat(emptied.text()).isEmpty();

    allow("45.90.6.2");
    assertThat(links(inside, "").path("allowlists")).hasSize(1);
    assertThat(links(inside, "").path("allowlists").path(0).path("id").asText()).isEqualTo(id);
    assertThat(fetch(path("allowlists")).text()).contains("45.90.6.2").doesNotContain("6.1");

    operator.delete(list).then().statusCode(204);
    clock.advance(Duration.ofDays(30).plusMinutes(1));
    inside = inside.loggedInAgain();
    operator.post(lists, Map.of("kind", "allow", "name", "another")).then().statusCode(201);
    assertThat(links(inside, "").path("allowlists").findValuesAsText("name"))
        .containsExactly("another");
  }

  @Test
  void aDeletedBlockListIsGone() {
    String list = block("45.90.7.1");
    String path = path("blocklists");
    operator.delete(list).then().statusCode(204);

    assertThat(links(inside, "").path("blocklists")).isEmpty();
    assertThat(fetch(path).status()).isEqualTo(404);
  }

  @Test
  void aReplacedLinkIsWorthlessAndTheNextPullHasAnother() {
    String list = allow("45.90.8.1");
    String before = path("allowlists");
    operator.post(list + "/link", Map.of()).then().statusCode(204);
    String after = path("allowlists");

    assertThat(after).isNotEqualTo(before);
    assertRefusedAsText(fetch(before));
    assertThat(fetch(after).text()).contains("45.90.8.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lists/",
        "/lists/x",
        "/lists/1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/lists/999999999999999999-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/lists/99999999999999999999-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/lists/a/b",
        "/lists/1-%00"
      })
  void aRefusalIsTextThatIsNotJson(String path) {
    assertRefusedAsText(fetch(path));
    assertRefusedAsText(fetch(path, "Accept", "application/json"));
    assertRefusedAsText(Capi.send("POST", path, new byte[0]));
  }

  @Test
  void nothingButTheWholeTokenOpensAList() {
    allow("45.90.9.1");
    String path = path("allowlists");
    char last = path.charAt(path.length() - 2);

    assertThat(fetch(path, "Authorization", "Bearer nonsense").status()).isEqualTo(200);
    assertRefusedAsText(fetch(path.substring(0, path.length() - 1)));
    assertRefusedAsText(fetch(path + "A"));
    assertRefusedAsText(
        fetch(
            path.substring(0, path.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + path.charAt(path.length() - 1)));
    assertRefusedAsText(fetch(path.replace("/lists/", "/lists/1")));
    assertRefusedAsText(fetch(path + "x".repeat(500)));
  }

  private static void assertRefusedAsText(Capi.Answer answer) {
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.text()).isEqualTo("no such list\n");
  }

  @Test
  void aLinkIsInTheStreamAndNowhereElse() {
    Queue<String> log = new ConcurrentLinkedQueue<>();
    Handler handler = into(log);
    Logger.getLogger("").addHandler(handler);
    try {
      String list = allow("45.90.10.1");
      String path = path("allowlists");
      String token = path.substring("/lists/".length());
      assertThat(fetch(path).status()).isEqualTo(200);
      operator.post(list + "/link", Map.of()).then().statusCode(204);
      assertRefusedAsText(fetch(path));
      Logger.getLogger("org.tocsin.test").warning("the log is listened to");

      for (String shown : List.of(lists, list, list + "/entries", "/api/v1/audit?limit=1000")) {
        assertThat(operator.get(shown).then().statusCode(200).extract().asString())
            .doesNotContain(token);
      }
      String metrics = given().get("/q/metrics").asString();
      assertThat(metrics).contains("http_server_requests").doesNotContain(token);
      assertThat(log).isNotEmpty().noneMatch(entry -> entry.contains(token));
    } finally {
      Logger.getLogger("").removeHandler(handler);
    }
  }

  private static Handler into(Queue<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        Object[] parameters = entry.getParameters() == null ? new Object[0] : entry.getParameters();
        log.add(entry.getMessage() + " " + List.of(parameters) + " " + entry.getThrown());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
