package org.tocsin.blocklist;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;
import org.tocsin.consumer.Consumers;
import org.tocsin.format.Format;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class BlocklistTest {

  private static final RestAssuredConfig AS_SENT =
      RestAssuredConfig.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());

  @Inject DataSource dataSource;
  @Inject TestClock clock;
  @Inject Consumers consumers;
  @TempDir Path scratch;

  private TestOperator operator;
  private String key = "";
  private long consumer;

  @BeforeEach
  void aConsumer() {
    operator = TestOperator.administrator();
    JsonPath made =
        operator
            .post("/api/v1/consumers", Map.of("name", "test " + UUID.randomUUID()))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    key = made.getString("key");
    consumer = made.getLong("id");
  }

  private void publish(String... addresses) {
    curate();
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (String address : addresses) {
      verdicts.global(address, clock.instant().plus(Duration.ofDays(2)));
    }
    curate();
  }

  private void curate() {
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  private RequestSpecification asConsumer() {
    return given().config(AS_SENT).header("Authorization", "Bearer " + key);
  }

  private JsonNode head() throws Exception {
    String envelope =
        asConsumer().get("/blocklist/head.json").then().statusCode(200).extract().asString();
    return new ObjectMapper()
        .readTree(
            Base64.getDecoder()
                .decode(new ObjectMapper().readTree(envelope).path("payload").asText()));
  }

  @Test
  void nobodyDownloadsWithoutAKeyInForce() {
    publish("45.90.1.1");
    for (String path :
        List.of(
            "/blocklist/head.json",
            "/blocklist/latest/plain",
            "/blocklist/set/" + "0".repeat(64) + ".txt")) {
      given()
          .get(path)
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .header("WWW-Authenticate", containsString("Basic"));
      given().header("Authorization", "Bearer wrong").get(path).then().statusCode(401);
      given().queryParam("key", "wrong").get(path).then().statusCode(401);
    }
    given().get("/blocklist/keys.json").then().statusCode(200).body("keys[0].kty", equalTo("OKP"));
  }

  @Test
  void aPathThatEndsTooEarlyIsAnsweredAndOneSlashMoreIsTaken() {
    publish("45.90.1.9");
    for (String folder : List.of("set", "delta", "latest", "misp", "log/tile")) {
      for (String path : List.of("/blocklist/" + folder, "/blocklist/" + folder + "/")) {
        asConsumer().get(path).then().statusCode(404);
        asConsumer().get(path + "?key=unknown").then().statusCode(404);
      }
    }
    asConsumer().get("/blocklist/latest/plain/").then().statusCode(200);
  }

  @Test
  void aKeyIsTakenFromEveryPlaceThatToolsPutIt() {
    publish("45.90.1.2");
    given().queryParam("key", key).get("/blocklist/head.json").then().statusCode(200);
    given()
        .auth()
        .preemptive()
        .basic("any", key)
        .get("/blocklist/head.json")
        .then()
        .statusCode(200);
    given().header("X-Api-Key", key).get("/blocklist/head.json").then().statusCode(200);
  }

  @Test
  void aReleaseThatNamesWhatMustNeverBeListedDoesNotGoOut() throws Exception {
    publish("45.90.3.9");
    JsonNode before = head();
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    try {
      // As if judging had gone wrong: the second look holds the set against the rules again.
      verdicts.global("1.1.1.1", clock.instant().plus(Duration.ofDays(2)));
      operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(500);

      assertThat(head().path("serial")).isEqualTo(before.path("serial"));
      asConsumer().get("/blocklist/latest/plain").then().body(not(containsString("1.1.1.1\n")));
      asConsumer().get("/blocklist/latest/csv").then().body(not(containsString("\n1.1.1.1,")));
      given()
          .header("Authorization", "Bearer " + key)
          .header("Accept", "application/taxii+json;version=2.1")
          .get("/taxii2/api/collections/blocklist/objects/")
          .then()
          .body(not(containsString("1.1.1.1'")));
    } finally {
      verdicts.off("1.1.1.1");
      curate();
    }
    assertThat(head().path("serial").asLong()).isGreaterThan(before.path("serial").asLong());
    assertThat(lines(head().path("snapshot"))).contains("45.90.3.9").doesNotContain("1.1.1.1");
  }

  @Test
  void theLogOfReleasesIsThereForEverybody() throws Exception {
    publish("45.90.3.2");
    String checkpoint =
        given().get("/blocklist/log/checkpoint").then().statusCode(200).extract().asString();
    long size = Long.parseLong(checkpoint.lines().skip(1).findFirst().orElseThrow());
    String tile = size % 256 == 0 ? "" : ".p/" + size % 256;

    assertThat(checkpoint).startsWith("tocsin/").contains("\n\u2014 tocsin/");
    String entries =
        given()
            .get("/blocklist/log/tile/entries/%03d%s".formatted((size - 1) / 256, tile))
            .then()
            .statusCode(200)
            .header("Cache-Control", containsString("immutable"))
            .extract()
            .asString();
    assertThat(entries)
        .contains(
            head().path("session").asText()
                + " "
                + head().path("serial").asText()
                + " "
                + head().path("setSha256").asText());
    for (String none :
        List.of("log/tile/0/999", "log/tile/../../release.keys", "log/tile/0/1", "log/other")) {
      given().get("/blocklist/" + none).then().statusCode(404);
    }
  }

  @Test
  void whatTheHeadNamesIsThereAndLeadsFromOneReleaseToTheNext() throws Exception {
    publish("45.90.2.1", "2a01:4f9:90::1");
    JsonNode first = head();
    List<String> old = lines(first.path("snapshot"));
    publish("45.90.2.2");
    operator
        .post("/api/v1/withdrawals", Map.of("address", "45.90.2.1", "reason", "a test"))
        .then()
        .statusCode(200);
    JsonNode head = head();

    assertThat(head.path("session")).isEqualTo(first.path("session"));
    assertThat(head.path("serial").asLong()).isEqualTo(first.path("serial").asLong() + 2);
    TreeSet<String> set = new TreeSet<>(old);
    long serial = first.path("serial").asLong();
    while (serial < head.path("serial").asLong()) {
      JsonNode delta = deltaFor(serial, head);
      for (String line : lines(delta)) {
        assertThat(
                line.startsWith("+") ? set.add(line.substring(1)) : set.remove(line.substring(1)))
            .as(line)
            .isTrue();
      }
      serial = delta.path("to").asLong();
    }
    assertThat(set).isEqualTo(new TreeSet<>(lines(head.path("snapshot"))));
    assertThat(set).contains("45.90.2.2", "2a01:4f9:90::1").doesNotContain("45.90.2.1");
    assertThat(lines(head.path("snapshot")))
        .as("the format plain is the snapshot")
        .isEqualTo(asConsumer().get("/blocklist/latest/plain").asString().lines().toList());
  }

  private List<String> lines(JsonNode file) throws Exception {
    Response response = asConsumer().get(file.path("url").asText());
    response.then().statusCode(200).header("Cache-Control", containsString("immutable"));
    byte[] bytes = response.asByteArray();
    assertThat(bytes).hasSize(file.path("bytes").asInt());
    assertThat(
            HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo(file.path("sha256").asText());
    return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
  }

  /** Returns the first delta from a release or from before it. */
  private static JsonNode deltaFor(long serial, JsonNode head) {
    for (JsonNode delta : head.path("deltas")) {
      if (delta.path("from").asLong() <= serial) {
        return delta;
      }
    }
    throw new AssertionError("no delta is for serial " + serial);
  }

  @Test
  void filesArePackedAsTheClientTakesThem() throws Exception {
    publish("45.90.3.1");
    String url = head().path("snapshot").path("url").asText();
    byte[] plain = asConsumer().get(url).asByteArray();
    Response gzip = asConsumer().header("Accept-Encoding", "br, gzip").get(url);
    Response zstd = asConsumer().header("Accept-Encoding", "gzip, zstd").get(url);
    Response neither = asConsumer().header("Accept-Encoding", "gzip;q=0").get(url);

    gzip.then().header("Content-Encoding", "gzip").header("Vary", "Accept-Encoding");
    zstd.then().header("Content-Encoding", "zstd");
    assertThat(neither.header("Content-Encoding")).isNull();
    assertThat(
            new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(gzip.asByteArray()))
                .readAllBytes())
        .isEqualTo(plain);
    assertThat(
            new com.github.luben.zstd.ZstdInputStream(
                    new java.io.ByteArrayInputStream(zstd.asByteArray()))
                .readAllBytes())
        .isEqualTo(plain);
    assertThat(List.of(gzip.header("ETag"), zstd.header("ETag"), neither.header("ETag")))
        .doesNotHaveDuplicates()
        .allMatch(tag -> tag.startsWith("\""));
  }

  @Test
  void everyFormatIsOfferedWithAStrongTagAndAnHonestDate() {
    publish("45.90.4.1", "2a01:4f9:94::1");
    for (Format format : Format.values()) {
      String path = "/blocklist/latest/" + format.path();
      Response full = asConsumer().get(path);
      full.then().statusCode(200).header("Content-Type", equalTo(format.contentType()));
      assertThat(full.asString()).as(format.path()).contains("45.90.4.1");
      asConsumer()
          .header("If-None-Match", "\"other\", " + full.header("ETag"))
          .get(path)
          .then()
          .statusCode(304);
      asConsumer().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
      asConsumer()
          .header("If-Modified-Since", full.header("Last-Modified"))
          .get(path)
          .then()
          .statusCode(304);
      asConsumer()
          .header("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
          .get(path)
          .then()
          .statusCode(200);
      asConsumer()
          .head(path)
          .then()
          .statusCode(200)
          .header("ETag", full.header("ETag"))
          .header("Content-Length", Integer.toString(full.asByteArray().length));
    }
  }

  @Test
  void aConsumerGetsTheCutItWasMadeForAndIsToldSo() {
    publish("45.90.9.1", "45.90.9.2", "2a01:4f9:99::1");
    String cut =
        operator
            .post(
                "/api/v1/consumers",
                Map.of("name", "cut", "families", "v6", "scenarios", List.of("t/*")))
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Response response = given().queryParam("key", cut).get("/blocklist/latest/plain");
    response.then().statusCode(200).header("Tocsin-Cut", containsString(" of "));
    assertThat(response.asString().lines().toList())
        .contains("2a01:4f9:99::1")
        .allMatch(line -> line.contains(":"));
    String none =
        operator
            .post("/api/v1/consumers", Map.of("name", "cut", "scenarios", List.of("t/other")))
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    assertThat(given().queryParam("key", none).get("/blocklist/latest/plain").asString()).isEmpty();
    String first =
        operator
            .post("/api/v1/consumers", Map.of("name", "cut", "maxEntries", 1, "aggregated", true))
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    assertThat(given().queryParam("key", first).get("/blocklist/latest/plain").asString())
        .hasLineCount(1);
  }

  @Test
  void theHighestScoresAreLeftOfTheListOrThoseThatReachOne() {
    publish("45.90.10.1", "45.90.10.2", "45.90.10.3");
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    verdicts.score("45.90.10.1", 900_000_000_000L);
    verdicts.score("45.90.10.2", 950_000_000_000L);
    verdicts.score("45.90.10.3", 899_999_999_999L);
    publish("45.90.10.4");

    assertThat(plain(Map.of("name", "cut", "minimumScore", 900_000)))
        .containsExactly("45.90.10.1", "45.90.10.2");
    assertThat(plain(Map.of("name", "cut", "maxEntries", 1))).containsExactly("45.90.10.2");
  }

  private List<String> plain(Map<String, Object> consumer) {
    String key =
        operator.post("/api/v1/consumers", consumer).then().statusCode(201).extract().path("key");
    return given()
        .queryParam("key", key)
        .get("/blocklist/latest/plain")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .toList();
  }

  @Test
  void theMispFeedLeadsFromItsManifestToTheEvent() throws Exception {
    publish("45.90.8.1");
    String manifest = asConsumer().get("/blocklist/misp/manifest.json").asString();
    String event = new ObjectMapper().readTree(manifest).fieldNames().next();

    assertThat(asConsumer().get("/blocklist/misp/" + event + ".json").asString())
        .contains("45.90.8.1")
        .isEqualTo(asConsumer().get("/blocklist/latest/misp").asString());
    assertThat(asConsumer().get("/blocklist/misp/hashes.csv").asString()).contains("," + event);
    asConsumer().get("/blocklist/misp/other.json").then().statusCode(404);
  }

  @Test
  void whatIsNotThereIsRefusedInWords() {
    publish("45.90.5.1");
    asConsumer()
        .get("/blocklist/latest/word")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", not(startsWith("org.")));
    asConsumer()
        .get("/blocklist/set/" + "0".repeat(64) + ".txt")
        .then()
        .statusCode(410)
        .body("detail", containsString("snapshot"));
    for (String hostile :
        List.of("..%2Foperator.token", "%2e%2e", "x".repeat(64) + ".txt", "0".repeat(64))) {
      given()
          .urlEncodingEnabled(false)
          .header("Authorization", "Bearer " + key)
          .get("/blocklist/set/" + hostile)
          .then()
          .statusCode(404);
    }
  }

  @Test
  void whoFetchedWhatIsSeenByTheOperator() {
    publish("45.90.6.1");
    asConsumer().get("/blocklist/latest/plain").then().statusCode(200);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    // What was sent is noted when the last byte has left, which may be after the client has it.
    while (pulls() < 1) {
      assertThat(System.nanoTime()).as("the download is not shown").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
    operator
        .get("/api/v1/consumers/" + consumer)
        .then()
        .statusCode(200)
        .body("keys[0].pulls", equalTo(1))
        .body("keys[0].lastBytes", greaterThan(0));
  }

  private int pulls() {
    consumers.flush();
    return operator.get("/api/v1/consumers/" + consumer).jsonPath().getInt("keys[0].pulls");
  }

  @Test
  void curlAsksOnlyOnceForWhatItHas() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    publish("45.90.7.1");
    Path list = scratch.resolve("list.txt");
    Path tag = scratch.resolve("tag.txt");
    String url =
        "http://localhost:"
            + io.restassured.RestAssured.port
            + "/blocklist/latest/plain?key="
            + key;
    String[] byTag = {
      "--etag-compare", tag.toString(), "--etag-save", tag.toString(), "-o", list.toString(), url
    };

    assertThat(curl(byTag)).isEqualTo("200");
    assertThat(Files.readString(list)).contains("45.90.7.1\n");
    assertThat(curl(byTag)).isEqualTo("304");
    assertThat(curl("-R", "-o", list.toString(), url)).isEqualTo("200");
    assertThat(curl("-z", list.toString(), "-o", scratch.resolve("other").toString(), url))
        .isEqualTo("304");
  }

  @Test
  void whoAsksForTheRestOfAFileGetsTheWholeSoThatTwoReleasesNeverMeet() {
    publish("45.90.8.1");
    Response first = asConsumer().get("/blocklist/latest/plain");
    publish("45.90.8.2");
    Response rest =
        asConsumer()
            .header("Range", "bytes=5-")
            .header("If-Range", first.header("ETag"))
            .get("/blocklist/latest/plain");
    Response unconditional =
        asConsumer().header("Range", "bytes=5-").get("/blocklist/latest/plain");
    String whole = asConsumer().get("/blocklist/latest/plain").asString();

    for (Response answer : List.of(rest, unconditional)) {
      answer.then().statusCode(200);
      assertThat(answer.header("Content-Range")).isNull();
      assertThat(answer.asString()).isEqualTo(whole).contains("45.90.8.1\n", "45.90.8.2\n");
    }
  }

  private static String curl(String... arguments) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(List.of("/usr/bin/curl", "-sS", "-w", "%{http_code}"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
