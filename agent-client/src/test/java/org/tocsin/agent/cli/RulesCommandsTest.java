package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.community.Timeouts;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.hub.SmallSource;

/** The commands that list and change installed rules. */
final class RulesCommandsTest {
  private static final Timeouts GENEROUS =
      new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(50));

  @TempDir private Path folder;
  private SmallSource source;
  private Path config;
  private HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void offerRules() throws IOException {
    source = new SmallSource(folder.resolve("offered"));
    config = folder.resolve("config");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    if (path.startsWith("/moved/")) {
      exchange.getResponseHeaders().add("Location", path.substring("/moved".length()));
      exchange.sendResponseHeaders(302, -1);
    } else if (path.startsWith("/away/")) {
      exchange.getResponseHeaders().add("Location", "http://other.example/.index.json");
      exchange.sendResponseHeaders(302, -1);
    } else {
      Path file = source.root().resolve(path.substring(1));
      boolean there = Files.isRegularFile(file);
      byte[] content = there ? Files.readAllBytes(file) : new byte[0];
      exchange.sendResponseHeaders(there ? 200 : 404, there ? content.length : -1);
      exchange.getResponseBody().write(content);
    }
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private AgentRun run(String... arguments) {
    return AgentRun.withVariables(Map.of("TOCSIN_AGENT_CONFIG", config.toString()), arguments);
  }

  private AgentRun installed() {
    AgentRun run = run("collections", "install", "--hub", source.root().toString(), "me/house");
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  @Test
  void tellsWhatItInstalled() {
    assertThat(installed().out())
        .startsWith("parser me/door: installed version 0.1\n")
        .contains("collection me/house: installed version 0.1\n");
    assertThat(run("collections", "install", "me/house").out())
        .as("the source is remembered")
        .isEqualTo("Nothing to do.\n");
  }

  @Test
  void listsAsAnAlignedTable() throws IOException {
    installed();
    Files.writeString(
        config.resolve("scenarios/own.yaml"), "description: mine\nname: x\nfilter: 1 == 2\n");

    assertThat(run("scenarios", "list").out())
        .isEqualTo(
            """
            SCENARIOS (3)
             NAME      STATUS         VERSION  DESCRIPTION
             me/knock  enabled        0.1      what me/knock does
             me/ring   enabled        0.1      what me/ring does
             own       enabled,local           mine
            """);
  }

  @Test
  void listsForScripts() throws IOException {
    installed();
    source.entry(Kind.PARSERS, "me/door").put("description", "doors, \"gates\"");
    source.save();
    run("hub", "update");
    assertThat(run("parsers", "disable", "--force", "me/door").code()).isZero();

    assertThat(run("parsers", "list", "-o", "raw").out())
        .isEqualTo(
            "name,status,version,description\nme/door,disabled,0.1,\"doors, \"\"gates\"\"\"\n");
    JsonNode json = JsonMapper.builder().build().readTree(run("hub", "list", "-o", "json").out());
    assertThat(json.path("parsers").path(0).path("status").asText()).isEqualTo("disabled");
    assertThat(json.path("collections").path(1).path("name").asText()).isEqualTo("me/inner");
    assertThat(json.path("collections").path(1).path("local_path").asText())
        .isEqualTo(config.resolve("collections/inner.yaml").toString());
  }

  @Test
  void listsWhatCouldBeInstalledWhenAsked() {
    assertThat(run("collections", "list").out()).isEqualTo("COLLECTIONS (0)\n");
    assertThat(run("collections", "list", "-a", "-o", "raw").out())
        .contains("tocsin/starter,available,");
  }

  @Test
  void installsFromTheNetwork() {
    AgentRun run = run("collections", "install", "--hub", url("/moved/.index.json"), "me/house");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(asked).contains("/.index.json", "/parsers/s01-parse/me/door.yaml");
    assertThat(config.resolve("parsers/s01-parse/door.yaml")).isRegularFile();
  }

  @Test
  void followsNoRedirectToAnotherHost() {
    AgentRun run = run("hub", "update", "--hub", url("/away/.index.json"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).endsWith("/away/.index.json: redirected to another host\n");
  }

  @Test
  void namesWhatTheNetworkDidNotGive() throws IOException {
    Files.delete(source.root().resolve("scenarios/me/ring.yaml"));

    AgentRun run = run("collections", "install", "--hub", url("/.index.json"), "me/house");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).endsWith("/scenarios/me/ring.yaml: answered 404\n");
    assertThat(config).doesNotExist();
  }

  @Test
  void updatesAndUpgrades() {
    installed();
    source.offer(
        Kind.SCENARIOS,
        "scenarios/me/ring.yaml",
        "me/ring",
        "type: trigger\nname: me/ring\nfilter: 1 == 3\n");

    assertThat(run("scenarios", "list", "-o", "raw").out()).contains("me/ring,enabled,0.1");
    assertThat(run("hub", "update").out()).contains("is up to date");
    assertThat(run("scenarios", "list", "-o", "raw").out())
        .contains("me/ring,\"enabled,update-available\",0.1");
    assertThat(run("hub", "upgrade").out()).isEqualTo("scenario me/ring: installed version 0.2\n");
    assertThat(run("scenarios", "upgrade", "me/ring").out()).isEqualTo("Nothing to do.\n");
  }

  @Test
  void inspectsOne() {
    installed();

    assertThat(run("collections", "inspect", "me/house").out())
        .contains("name: me/house\nstatus: enabled\nlocal_version: 0.1\n")
        .contains("member: parser me/door\n");
    assertThat(run("collections", "inspect", "me/house", "-o", "json").out())
        .contains("\"collection me/inner\"");
  }

  @Test
  void badInputIsToldFromFailure() throws IOException {
    assertThat(run("scenarios", "install", "me/ring").err())
        .contains("no scenario me/ring in tocsin (no hub is known yet; name one with --hub)");
    assertThat(run("scenarios", "install", "me/ring").code()).isEqualTo(2);
    assertThat(run("scenarios", "install").code()).isEqualTo(2);
    assertThat(run("scenarios", "remove", "me/ring").err()).contains("is not installed");
    assertThat(run("hub", "update").err()).contains("no hub is known yet");
    assertThat(run("hub", "update", "--hub", "http://hub.example/").code()).isEqualTo(2);
    assertThat(run("hub", "update", "--hub", folder + "/none").err()).contains("not a folder");
    Files.writeString(source.root().resolve(".index.json"), "{\"parsers\": [");
    assertThat(run("hub", "update", "--hub", source.root().toString()).err())
        .contains("the index is not JSON");
  }

  @Test
  void tellsWhenTheAgentCouldNotLoadWhatIsInstalled() {
    source.offer(
        Kind.SCENARIOS,
        "scenarios/me/ring.yaml",
        "me/ring",
        "type: trigger\nname: me/ring\ndescription: d\nfilter: evt.Nope\n");

    AgentRun run = run("scenarios", "install", "--hub", source.root().toString(), "me/ring");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("the agent cannot load its rules now: scenarios/ring.yaml:4: filter: ");
  }

  @Test
  void whatIsLargerThanAllowedIsNotRead() throws IOException {
    HttpFetch fetch = new HttpFetch("test", GENEROUS);
    int size = source.index().length();

    assertThat(fetch.get(URI.create(url("/.index.json")), size)).hasSize(size);
    assertThatThrownBy(() -> fetch.get(URI.create(url("/.index.json")), size - 1))
        .isInstanceOf(IOException.class)
        .hasMessage("is larger than " + (size - 1) + " bytes");
  }

  @Test
  void aHostThatStallsHoldsNobodyUp() {
    server.createContext(
        "/stall",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
        });

    assertThatThrownBy(() -> new HttpFetch("test", SHORT).get(URI.create(url("/stall")), 1000))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("took too long|cannot be reached: .*");
  }

  @Test
  void whatOthersNeedIsARefusal() {
    installed();

    AgentRun run = run("scenarios", "remove", "me/ring");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("is needed by the collection");
    assertThat(run("collections", "remove", "me/house").out())
        .contains("scenario me/ring: removed");
  }
}
