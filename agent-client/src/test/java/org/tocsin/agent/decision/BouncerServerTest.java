package org.tocsin.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.address.Prefix;

/** What bouncers get over HTTP. */
final class BouncerServerTest {
  private static final String KEY = "the-key-of-the-firewall";

  private Instant now = Instant.parse("2026-05-06T07:08:09Z");
  private final FakeAdopted adopted = new FakeAdopted();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger drawn = new AtomicInteger();
  @TempDir private Path folder;
  private SqliteStore store;
  private Decisions decisions;
  private BouncerServer server;

  @BeforeEach
  void start() throws IOException {
    store = SqliteStore.open(folder);
    SqliteBouncers bouncers = new SqliteBouncers(store);
    assertThat(bouncers.add("firewall", KEY, now)).isTrue();
    decisions =
        new Decisions(
            store,
            new Decisions.World(
                () -> now, () -> "u" + drawn.incrementAndGet(), adopted, note -> {}));
    server =
        BouncerServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            decisions,
            bouncers,
            () -> "some_metric 1\n");
  }

  @AfterEach
  void stop() {
    server.close();
    store.close();
  }

  private void ban(String target, int seconds) {
    Decision decision =
        new Decision(
            "d" + drawn.incrementAndGet(),
            "crowdsec",
            "a/ssh-bf",
            "ban",
            Target.of(target),
            now,
            now.plusSeconds(seconds),
            false);
    new SqliteDecisions(store).add(0, List.of(decision)).forEach(decisions.book()::put);
  }

  private HttpResponse<String> get(String path, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http:/" + server.address() + path))
            .header("X-Api-Key", key)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path, KEY);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.builder().build().readTree(answer.body());
  }

  private static List<String> values(JsonNode decisions) {
    List<String> values = new ArrayList<>();
    decisions.forEach(decision -> values.add(decision.path("value").asText()));
    return values;
  }

  private String stream(String query) throws Exception {
    JsonNode news = json("/v1/decisions/stream" + query);
    return "+" + values(news.path("new")) + " -" + values(news.path("deleted"));
  }

  @Test
  void whoHasNoKeyGetsNothing() throws Exception {
    assertThat(get("/v1/decisions/stream?startup=true", "wrong").statusCode()).isEqualTo(403);
    assertThat(get("/v1/decisions", " ").statusCode()).isEqualTo(403);
  }

  @Test
  void aKeyIsGoodFromTheMomentItIsMade() throws Exception {
    new SqliteBouncers(store).add("another", "the-key-of-another-one", now);

    assertThat(get("/v1/decisions", "the-key-of-another-one").statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyIsKeptAsADigestOnly() throws IOException {
    byte[] file = java.nio.file.Files.readAllBytes(folder.resolve("agent.db"));
    byte[] log = java.nio.file.Files.readAllBytes(folder.resolve("agent.db-wal"));

    assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain(KEY);
    assertThat(new String(log, StandardCharsets.ISO_8859_1))
        .contains("firewall")
        .doesNotContain(KEY);
  }

  @Test
  void anAddressInForceIsToldWithAllItsFields() throws Exception {
    ban("9.1.2.3", 3_600);

    JsonNode told = json("/v1/decisions?ip=9.1.2.3").path(0);

    assertThat(told.path("duration").asText()).isEqualTo("1h0m0s");
    assertThat(told.path("origin").asText()).isEqualTo("crowdsec");
    assertThat(told.path("scenario").asText()).isEqualTo("a/ssh-bf");
    assertThat(told.path("scope").asText()).isEqualTo("Ip");
    assertThat(told.path("type").asText()).isEqualTo("ban");
    assertThat(told.path("value").asText()).isEqualTo("9.1.2.3");
  }

  @Test
  void nothingInForceIsTheWordNull() throws Exception {
    assertThat(get("/v1/decisions?ip=9.9.9.9", KEY).body()).isEqualTo("null");
  }

  @Test
  void anAddressIsFoundInRangesAndOnLists() throws Exception {
    ban("9.1.0.0/16", 60);
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(3_600), "9.1.2.3"));

    assertThat(values(json("/v1/decisions?ip=9.1.2.3"))).containsExactly("9.1.0.0/16", "9.1.2.3");
    assertThat(values(json("/v1/decisions?range=9.1.2.0/24"))).containsExactly("9.1.0.0/16");
    assertThat(values(json("/v1/decisions?scope=Range&value=9.1.0.0/16")))
        .containsExactly("9.1.0.0/16");
    assertThat(values(json("/v1/decisions"))).containsExactly("9.1.0.0/16", "9.1.2.3");
  }

  @Test
  void aStreamTellsAllAtFirstAndThenWhatChanged() throws Exception {
    ban("9.1.2.3", 60);
    assertThat(stream("?startup=true")).isEqualTo("+[9.1.2.3] -[]");
    assertThat(stream("")).isEqualTo("+[] -[]");

    ban("9.1.2.4", 600);
    now = now.plusSeconds(90);

    assertThat(stream("?startup=false")).isEqualTo("+[9.1.2.4] -[9.1.2.3]");
    assertThat(stream("?startup=true")).isEqualTo("+[9.1.2.4] -[]");
  }

  @Test
  void whatABouncerWasToldOutlivesARestart() throws Exception {
    ban("9.1.2.3", 60);
    stream("?startup=true");
    stop();
    now = now.plusSeconds(90);
    store = SqliteStore.open(folder);
    decisions =
        new Decisions(store, new Decisions.World(() -> now, () -> "u", adopted, note -> {}));
    server =
        BouncerServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            decisions,
            new SqliteBouncers(store),
            () -> "");

    assertThat(stream("")).isEqualTo("+[] -[9.1.2.3]");
  }

  @Test
  void aListIsToldWholeThenByItsChanges() throws Exception {
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(86_400), "9.1.2.3", "9.2.0.0/16"));
    assertThat(stream("?startup=true")).isEqualTo("+[9.1.2.3, 9.2.0.0/16] -[]");

    var changes =
        new AdoptedList.Changes(
            List.of(FakeList.prefix("9.1.2.9")), List.of(FakeList.prefix("9.1.2.3")));
    adopted.lists =
        List.of(
            new FakeList(
                2, now.plusSeconds(86_400), List.of("9.1.2.9", "9.2.0.0/16"), Map.of(1L, changes)));

    assertThat(stream("")).isEqualTo("+[9.1.2.9] -[9.1.2.3]");
    assertThat(stream("")).isEqualTo("+[] -[]");
  }

  @Test
  void aListWhosePastIsNotKnownIsToldWholeAgain() throws Exception {
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(86_400), "9.1.2.3"));
    stream("?startup=true");
    adopted.lists = List.of(FakeList.of(7, now.plusSeconds(86_400), "9.1.2.4"));

    assertThat(stream("")).isEqualTo("+[9.1.2.4] -[]");
  }

  @Test
  void aListIsToldAgainBeforeWhatWasToldRunsOut() throws Exception {
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(86_400), "9.1.2.3"));
    stream("?startup=true");
    now = now.plusSeconds(43_200);
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(86_400), "9.1.2.3"));

    assertThat(stream("")).isEqualTo("+[9.1.2.3] -[]");
    assertThat(stream("")).isEqualTo("+[] -[]");
  }

  @Test
  void aListThatNobodyConfirmsAnyMoreIsTakenBackOnce() throws Exception {
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(60), "9.1.2.3"));
    stream("?startup=true");
    now = now.plusSeconds(60);

    assertThat(json("/v1/decisions?ip=9.1.2.3").isNull()).isTrue();
    assertThat(stream("")).isEqualTo("+[] -[9.1.2.3]");
    assertThat(stream("")).isEqualTo("+[] -[]");

    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(60), "9.1.2.3"));
    assertThat(stream("")).isEqualTo("+[9.1.2.3] -[]");
  }

  @Test
  void whatALocalDecisionHoldsIsNotTakenBackWithTheList() throws Exception {
    ban("9.1.2.3", 3_600);
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(60), "9.1.2.3", "9.1.2.4"));
    stream("?startup=true");
    now = now.plusSeconds(60);

    assertThat(stream("")).isEqualTo("+[9.1.2.3] -[9.1.2.4]");
  }

  @Test
  void whatAListHoldsIsNotTakenBackWithTheDecision() throws Exception {
    ban("9.1.2.3", 30);
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(86_400), "9.1.2.3"));
    stream("?startup=true");
    now = now.plusSeconds(60);

    assertThat(stream("")).isEqualTo("+[9.1.2.3] -[]");
  }

  @Test
  void whatIsAllowedIsLeftOutAndTakenBack() throws Exception {
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(86_400), "9.1.2.3", "9.1.2.4"));
    stream("?startup=true");
    Prefix range = FakeList.prefix("9.1.2.3");
    adopted.allowed = List.of(new AllowedRange(range, "customer", Optional.empty()));

    assertThat(stream("")).isEqualTo("+[] -[9.1.2.3]");
    assertThat(stream("")).isEqualTo("+[] -[]");
    assertThat(json("/v1/decisions?ip=9.1.2.3").isNull()).isTrue();

    adopted.allowed = List.of();
    assertThat(stream("")).isEqualTo("+[9.1.2.3, 9.1.2.4] -[]");
  }

  @Test
  void filtersLeaveOutWhatWasNotAskedFor() throws Exception {
    ban("9.1.2.3", 60);
    ban("9.2.0.0/16", 60);
    adopted.lists = List.of(FakeList.of(1, now.plusSeconds(86_400), "9.3.3.3"));

    assertThat(stream("?startup=true&scopes=ip")).isEqualTo("+[9.1.2.3, 9.3.3.3] -[]");
    assertThat(stream("?startup=true&origins=crowdsec,cscli"))
        .isEqualTo("+[9.1.2.3, 9.2.0.0/16] -[]");
    assertThat(stream("?startup=true&scenarios_containing=ssh"))
        .isEqualTo("+[9.1.2.3, 9.2.0.0/16] -[]");
    assertThat(stream("?startup=true&scenarios_not_containing=ssh")).isEqualTo("+[9.3.3.3] -[]");
  }

  @Test
  void whatIsWrongWithARequestIsSaid() throws Exception {
    assertThat(get("/v1/decisions?ip=1.2.3", KEY).statusCode()).isEqualTo(400);
    assertThat(get("/v1/decisions?range=1.2.3.4", KEY).statusCode()).isEqualTo(400);
    assertThat(get("/v1/decisions?ip=%25", KEY).statusCode()).isEqualTo(400);
    assertThat(get("/v1/alerts", KEY).statusCode()).isEqualTo(404);
    assertThat(get("/v1/decisions?ip=" + "1".repeat(5_000), KEY).statusCode()).isEqualTo(414);
  }

  @Test
  void whatBouncersOfTodaySendBesidesIsNoError() throws Exception {
    ban("9.1.2.3", 60);

    assertThat(stream("?startup=true&additional_pull=false&community_pull=false&scopes=ip,range"))
        .isEqualTo("+[9.1.2.3] -[]");
  }

  @Test
  void whoOnlyLooksIsToldNothingAndMissesNothing() throws Exception {
    stream("?startup=true");
    ban("9.1.2.3", 60);
    HttpRequest look =
        HttpRequest.newBuilder(URI.create("http:/" + server.address() + "/v1/decisions/stream"))
            .header("X-Api-Key", KEY)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(client.send(look, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);

    assertThat(stream("")).isEqualTo("+[9.1.2.3] -[]");
  }

  @Test
  void aLockedDatabaseDelaysNoAnswer() throws Exception {
    ban("9.1.2.3", 60);
    try (SqliteStore other = SqliteStore.open(folder)) {
      other.in(
          open -> {
            try {
              assertThat(values(json("/v1/decisions?ip=9.1.2.3"))).containsExactly("9.1.2.3");
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            return 0;
          });
    }
  }

  @Test
  void metricsNeedNoKey() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http:/" + server.address() + "/metrics")).build();

    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("some_metric 1\n");
  }

  @Test
  void aStreamIsCompressedForWhoTakesIt() throws Exception {
    ban("9.1.2.3", 60);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http:/" + server.address() + "/v1/decisions/stream?startup=true"))
            .header("X-Api-Key", KEY)
            .header("Accept-Encoding", "gzip")
            .build();
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    String text =
        new String(new GZIPInputStream(answer.body()).readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text).contains("\"9.1.2.3\"").endsWith("]}");
  }

  @Test
  void whenAndAsWhatABouncerCameIsKept() throws Exception {
    stream("?startup=true");

    Bouncer bouncer = new SqliteBouncers(store).all().get(0);

    assertThat(bouncer.pulled()).contains(now);
    assertThat(bouncer.client()).startsWith("Java-http-client");
    assertThat(bouncer.address()).isEqualTo("127.0.0.1");
  }
}
