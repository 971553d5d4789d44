package org.tocsin.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.decision.SqliteBouncers;
import org.tocsin.agent.decision.SqliteStore;
import org.tocsin.agent.rule.RuleRefused;

/** A whole agent on a folder, from a line in a log to what a bouncer is told. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RunningAgentTest {
  private static final String KEY = "key-of-the-test-bouncer";
  private static final Instant START = Instant.parse("2026-05-06T07:08:09Z");

  @TempDir private Path folder;
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final List<RunningAgent> running = new ArrayList<>();
  private Path log = Path.of("");

  @BeforeEach
  void configure() throws IOException {
    log = Files.writeString(folder.resolve("auth.log"), "");
    Files.writeString(
        folder.resolve("acquis.yaml"), "filenames: [" + log + "]\nlabels: {type: syslog}\n");
    Files.writeString(folder.resolve("agent.yaml"), "state: state\nlisten: 127.0.0.1:0\n");
  }

  @AfterEach
  void stop() {
    running.forEach(RunningAgent::close);
  }

  private RunningAgent start() throws IOException {
    AgentConfig config = AgentConfig.read(folder.resolve("agent.yaml"));
    RunningAgent agent =
        RunningAgent.start(
            config,
            new RunningAgent.World(now::get, new SecureRandom(), notes::add, "test", 256L << 20));
    running.add(agent);
    return agent;
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(log, bytes, StandardOpenOption.APPEND);
  }

  private void fail(String address, int times) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < times; i++) {
      lines
          .append("May  6 07:08:09 web sshd[")
          .append(i + 1)
          .append("]: Failed password for root from ")
          .append(address)
          .append(" port 4242 ssh2\n");
    }
    append(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private boolean isNoted(String words) {
    synchronized (notes) {
      return notes.stream().anyMatch(note -> note.contains(words));
    }
  }

  private static String get(RunningAgent agent, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http:/" + agent.address() + path))
              .header("X-Api-Key", KEY)
              .build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void addBouncer() {
    try (SqliteStore store = SqliteStore.open(folder.resolve("state"))) {
      new SqliteBouncers(store).add("test", KEY, START);
    }
    RunningAgent newest = running.get(running.size() - 1);
    until(() -> !get(newest, "/v1/decisions?ip=9.9.9.9").contains("forbidden"));
  }

  @Test
  void anAttackInALogIsABanForBouncers() throws IOException {
    RunningAgent agent = start();
    addBouncer();

    fail("9.141.66.23", 6);

    until(() -> isNoted("9.141.66.23 performed 'tocsin/ssh-bf'"));
    assertThat(get(agent, "/v1/decisions?ip=9.141.66.23")).contains("\"type\":\"ban\"");
    assertThat(get(agent, "/v1/decisions?ip=9.141.66.24")).isEqualTo("null");
    assertThat(get(agent, "/metrics"))
        .contains("tocsin_agent_alerts_total{scenario=\"tocsin/ssh-bf\"} 1");
  }

  @Test
  void aBanOutlivesARestartAndNoLineIsReadTwice() throws IOException {
    RunningAgent first = start();
    addBouncer();
    fail("9.141.66.23", 6);
    until(() -> isNoted("performed"));
    fail("9.141.66.24", 3);
    until(() -> get(first, "/metrics").contains("tocsin_agent_lines_taken_total 9"));
    first.close();
    notes.clear();

    RunningAgent second = start();
    fail("9.141.66.25", 1);

    until(() -> get(second, "/metrics").contains("tocsin_agent_lines_taken_total 1"));
    assertThat(get(second, "/v1/decisions?ip=9.141.66.23")).contains("ban");
    assertThat(get(second, "/v1/decisions?ip=9.141.66.24")).isEqualTo("null");
  }

  @Test
  void whatIsWrittenWhileItIsAwayIsReadLater() throws IOException {
    start().close();
    fail("9.141.66.23", 6);
    start();

    until(() -> isNoted("9.141.66.23 performed 'tocsin/ssh-bf'"));
  }

  @Test
  void aSecondAgentOnTheSameStateIsRefusedAndTheFirstGoesOn() throws IOException {
    RunningAgent first = start();
    addBouncer();

    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent");
    assertThat(get(first, "/v1/decisions?ip=9.9.9.9")).isEqualTo("null");
  }

  @Test
  void hostileLinesHideNoAttack() throws IOException {
    RunningAgent agent = start();
    addBouncer();
    byte[] binary = new byte[200_000];
    new Random(7).nextBytes(binary);
    fail("9.141.66.23", 3);
    append(binary);
    append("\n".getBytes(StandardCharsets.UTF_8));
    append(new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n', '\n', '\r', '\n'});
    try (OutputStream out = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
      byte[] part = "A".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 16; i++) {
        out.write(part);
      }
      out.write('\n');
    }
    append(
        "May  6 07:08:09 web sshd[1]: Failed password for ((((((".getBytes(StandardCharsets.UTF_8));
    append("\n".getBytes(StandardCharsets.UTF_8));
    fail("9.141.66.23", 3);

    until(() -> isNoted("9.141.66.23 performed 'tocsin/ssh-bf'"));
    assertThat(get(agent, "/metrics")).contains("tocsin_agent_source_lines_cut_total");
  }

  @Test
  void aClockThatJumpsEndsNothingThatItShouldNot() throws IOException {
    RunningAgent agent = start();
    addBouncer();
    fail("9.141.66.23", 6);
    until(() -> isNoted("performed"));

    now.set(START.minus(Duration.ofDays(1)));
    assertThat(get(agent, "/v1/decisions?ip=9.141.66.23")).contains("ban");
    fail("9.141.66.26", 6);
    until(() -> isNoted("9.141.66.26 performed"));

    now.set(START.plus(Duration.ofHours(5)));
    assertThat(get(agent, "/v1/decisions?ip=9.141.66.23")).isEqualTo("null");
    fail("9.141.66.27", 6);
    until(() -> isNoted("9.141.66.27 performed"));
    assertThat(get(agent, "/v1/decisions?ip=9.141.66.27")).contains("ban");
  }

  @Test
  void aMistakeInARuleIsRefusedWithFileLineAndKey() throws IOException {
    Path scenarios = Files.createDirectories(folder.resolve("scenarios"));
    Files.writeString(
        scenarios.resolve("bad.yaml"),
        "type: leaky\nname: me/bad\nfilter: \"evt.Meta.source_ip ==\"\ncapacity: 5\nleakspeed: 10s\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(RuleRefused.class)
        .hasMessageContaining("bad.yaml:3")
        .hasMessageContaining("filter");
  }

  @Test
  void aFolderWithoutSourcesIsSaidAndServedAllTheSame() throws IOException {
    Files.delete(folder.resolve("acquis.yaml"));
    RunningAgent agent = start();
    addBouncer();

    assertThat(isNoted("nothing is read")).isTrue();
    assertThat(get(agent, "/v1/decisions?ip=9.9.9.9")).isEqualTo("null");
  }

  @Test
  void whatIsSimulatedIsWrittenDownAndToldToNobody() throws IOException {
    Files.writeString(folder.resolve("simulation.yaml"), "simulation: true\n");
    RunningAgent agent = start();
    addBouncer();
    fail("9.141.66.23", 6);

    until(() -> isNoted("(simulated) ban"));
    assertThat(get(agent, "/v1/decisions?ip=9.141.66.23")).isEqualTo("null");
  }

  @Test
  void anotherProgramOnThePortIsNamed() throws IOException {
    RunningAgent first = start();
    Files.writeString(
        folder.resolve("agent.yaml"),
        "state: other\nlisten: 127.0.0.1:" + first.address().getPort() + "\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("something else listens");
  }
}
