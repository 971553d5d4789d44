package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.agent.community.FakeCentralServer.ENROL;
import static org.tocsin.agent.community.FakeCentralServer.GOOD_KEY;
import static org.tocsin.agent.community.FakeCentralServer.LOGIN;
import static org.tocsin.agent.community.FakeCentralServer.REGISTER;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.community.FakeCentralServer;

/** Servers that are away, slow, wrong or hostile. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class ServerAnswersTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(25);

  private final FakeCentralServer server;
  private Path folder = Path.of("");

  ServerAnswersTest() throws IOException {
    server = new FakeCentralServer();
  }

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/";

    assertFailed(AgentRun.of(arguments(url)), "cannot reach " + url, "connection refused");
  }

  @Test
  void givesUpOnAConnectionThatIsNotAccepted() throws IOException {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 3; i++) {
        queue.add(startConnecting(full.getLocalPort()));
      }
      String url = "http://127.0.0.1:" + full.getLocalPort() + "/";

      assertFailed(AgentRun.waiting(SHORT, LONG, arguments(url)), "no connection within 300 ms");
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotCome() {
    server.next(REGISTER, exchange -> server.holdUntilClosed());

    assertFailed(impatiently(), "no complete answer within 300 ms");
  }

  @Test
  void givesUpOnAnAnswerThatStopsHalfWay() {
    server.next(
        REGISTER,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          server.holdUntilClosed();
        });

    assertFailed(impatiently(), "no complete answer within 300 ms");
  }

  @Test
  void hangsUpOnAnAnswerThatIsTooLong() {
    server.next(REGISTER, 200, " ".repeat(64 * 1024 + 1));

    assertFailed(run(), "longer than 65536 bytes");
    assertThat(server.paths()).containsExactly(REGISTER);
  }

  @Test
  void readsAnAnswerOfExactlyTheLongestLength() {
    server.next(REGISTER, 200, " ".repeat(64 * 1024));

    assertThat(run().err()).doesNotContain("longer than");
    assertThat(server.paths()).contains(LOGIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>welcome</html>",
        "",
        "null",
        "[]",
        "{\"token\":null}",
        "{\"token\":\"\"}",
        "{\"token\":\"a b\"}",
        "{\"token\":\"a\\r\\nX: y\"}",
        "{\"token\":{}}",
        "{\"token\":\"cut"
      })
  void doesNotTakeAnyAnswerForALogin(String body) {
    server.next(LOGIN, 200, body);

    assertFailed(run(), "without a usable token");
    assertThat(TestFiles.namesIn(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {REGISTER, LOGIN, ENROL})
  void doesNotFollowRedirects(String path) {
    server.next(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
          FakeCentralServer.send(exchange, 307, "");
        });

    assertFailed(run(), "redirects", "http://127.0.0.1:1/elsewhere", "not followed", "307");
    assertThat(server.paths()).last().isEqualTo(path);
    assertThat(TestFiles.namesIn(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<h1>Bad gateway</h1>", "", "{\"message\":null}", "[1]"})
  void saysThatARefusalGaveNoReason(String body) {
    server.next(REGISTER, 502, body);

    assertFailed(run(), "no reason given in JSON", "502");
  }

  @Test
  void drawsAnotherLoginWhenTheFirstIsTaken() {
    server.next(REGISTER, 500, "{\"message\":\"User already registered.\"}");

    assertThat(run().code()).isZero();
    assertThat(server.paths()).startsWith(REGISTER, REGISTER, LOGIN, ENROL);
  }

  @Test
  void doesNotDrawLoginsForEver() {
    server.next(REGISTER, 500, "{\"message\":\"User already registered.\"}");
    server.next(REGISTER, 500, "{\"message\":\"User already registered.\"}");

    assertFailed(run(), "already registered");
    assertThat(server.paths()).containsExactly(REGISTER, REGISTER);
  }

  @Test
  void doesNotTakeEveryInternalErrorForATakenLogin() {
    server.next(REGISTER, 500, "{\"message\":\"out of disk\"}");

    assertFailed(run(), "failed at the registration", "out of disk", "500");
    assertThat(server.paths()).containsExactly(REGISTER);
  }

  @Test
  void trustsTheKeysThatTheServerShowsAtEnrolment() {
    server.next(
        "/blocklist/keys.json",
        200,
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
            + "\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}");
    AgentRun run = run();

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(folder.resolve("community/keys.json"))
        .content()
        .contains("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", server.url());
  }

  @Test
  void isEnrolledAlsoWhenTheServerShowsNoKeysYet() {
    AgentRun run = run();

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("not known yet", "HTTP 404", "the first pull asks");
  }

  @Test
  void tellsThatApprovalIsAwaited() {
    server.next(ENROL, 202, "");

    AgentRun run = run();

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("must approve it").doesNotContain("enrolled it");
    assertThat(folder.resolve("credentials.yaml")).exists();
  }

  @Test
  void doesNotCallAnOverwrittenEnrolmentUnchanged() {
    run();
    AgentRun again = AgentRun.of(arguments(server.url(), "--overwrite"));

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("The server enrolled it");
  }

  @Test
  void keepsTheMachineWhenTheServerFailsAtTheEnrolment() {
    server.next(ENROL, 503, "{\"message\":\"maintenance\"}");

    assertFailed(run(), "maintenance", "run the same command again");
    assertThat(TestFiles.namesIn(folder)).containsExactly("credentials.yaml.pending");
    assertThat(run().code()).isZero();
    assertThat(server.machines()).hasSize(1);
  }

  @Test
  void cleansWhatTheServerSays() {
    String hostile = "\\u001b[2Jgone\\r\\nsecond line \\u202e" + "x".repeat(5000);
    server.next(REGISTER, 400, "{\"message\":\"" + hostile + "\",\"errors\":[{}]}");

    AgentRun run = run();

    assertFailed(run, "[2Jgone  second line", "400");
    assertThat(run.err()).doesNotContain("\u001b", "\u202e").hasSizeLessThan(400);
  }

  @Test
  void neverPrintsPasswordOrTokenEvenIfTheServerRepeatsThem() {
    server.next(
        REGISTER,
        exchange ->
            FakeCentralServer.send(exchange, 400, "{\"message\":\"no " + password() + "\"}"));
    AgentRun registration = run();
    String refusedPassword = password();
    server.next(
        ENROL,
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          FakeCentralServer.send(exchange, 403, "{\"message\":\"no " + header + "\"}");
        });
    AgentRun enrolment = run();

    assertFailed(registration, "no (hidden)");
    assertThat(registration.everythingPrinted()).doesNotContain(refusedPassword);
    assertFailed(enrolment, "no Bearer (hidden)");
    assertThat(enrolment.everythingPrinted()).doesNotContain("head.", password());
    AgentRun success = run();
    assertThat(success.code()).isZero();
    assertThat(success.everythingPrinted()).doesNotContain("head.", password());
  }

  private String password() {
    return server.last(REGISTER).body().get("password").asText();
  }

  private static Socket startConnecting(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    } catch (SocketTimeoutException queueIsFull) {
      socket.close();
    }
    return socket;
  }

  private AgentRun run() {
    return AgentRun.of(arguments(server.url()));
  }

  private AgentRun impatiently() {
    return AgentRun.waiting(LONG, SHORT, arguments(server.url()));
  }

  private String[] arguments(String url, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("enrol", "--url", url, "--key", GOOD_KEY, "--state", folder.toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void assertFailed(AgentRun run, String... words) {
    assertThat(run.err()).startsWith("tocsin-agent: ").contains(words).hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }
}
