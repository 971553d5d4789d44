package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tocsin.agent.community.FakeCentralServer.ENROL;
import static org.tocsin.agent.community.FakeCentralServer.GOOD_KEY;
import static org.tocsin.agent.community.FakeCentralServer.LOGIN;
import static org.tocsin.agent.community.FakeCentralServer.REGISTER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.community.FakeCentralServer;

/** Writing a stock engine's credentials: first runs, second runs, and runs cut short. */
final class EngineEnrolmentTest {
  private final FakeCentralServer server;
  private Path file;

  EngineEnrolmentTest() throws IOException {
    server = new FakeCentralServer();
    file = Path.of("");
  }

  @BeforeEach
  void placeFile(@TempDir Path folder) {
    file = folder.resolve("online_api_credentials.yaml");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void writesExactlyWhatAnEngineReads() throws IOException {
    AgentRun run = enrol();

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    String login = server.machines().iterator().next();
    assertThat(login).matches("[A-Za-z0-9]{48}");
    String password = server.passwords().get(login);
    assertThat(password).matches("[A-Za-z0-9]{64}");
    assertThat(file)
        .hasContent(
            "url: " + server.url() + "\nlogin: " + login + "\npassword: " + password + "\n");
    assertThat(server.enrolled()).containsExactly(login);
    assertThat(filesBeside()).containsExactly("online_api_credentials.yaml");
    assertThat(modeOf(file)).isEqualTo("rw-------");
  }

  @Test
  void whatRootWritesBelongsToWhomTheFolderBelongs() throws IOException {
    assumeThat(Files.getOwner(file.getParent()).getName()).as("run as root").isEqualTo("root");
    UserPrincipal agent =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(file.getParent(), agent);

    assertThat(enrol().code()).isZero();

    assertThat(Files.getOwner(file)).isEqualTo(agent);
    assertThat(modeOf(file)).isEqualTo("rw-------");
  }

  @Test
  void saysWhatWasDoneAndWhatComesNext() {
    AgentRun run = enrol();

    assertThat(run.out())
        .contains("Registered the new machine", server.url(), "The server enrolled it")
        .contains(file.toString(), "credentials_path", "systemctl restart crowdsec");
  }

  @Test
  void drawsAnotherIdentityForEveryMachine() throws IOException {
    enrol();
    Files.delete(file);
    enrol();

    assertThat(server.machines()).hasSize(2);
    assertThat(server.passwords().values()).doesNotHaveDuplicates();
  }

  @Test
  void sendsWhatTheOperatorsShallSee() {
    enrol("--name", " box one ", "--tags", "edge, eu,edge", "--overwrite");

    assertThat(server.last(ENROL).body())
        .hasToString(
            "{\"attachment_key\":\"goodKey1\",\"name\":\"box one\","
                + "\"tags\":[\"edge\",\"eu\"],\"overwrite\":true}");
    assertThat(server.last(ENROL).header("User-agent")).startsWith("tocsin-agent/");
    assertThat(server.last(LOGIN).body().get("scenarios")).isEmpty();
    assertThat(server.last(LOGIN).body().get("scenarios").isArray()).isTrue();
  }

  @Test
  void addsThePollingAddressWithoutPathWhenAsked() throws IOException {
    try (FakeCentralServer prefixed = new FakeCentralServer("/some/prefix")) {
      AgentRun run =
          AgentRun.of(
              "enrol",
              "--url",
              prefixed.url(),
              "--key",
              GOOD_KEY,
              "--crowdsec-credentials",
              file.toString(),
              "--with-papi-url");

      assertThat(run.code()).isZero();
      assertThat(Files.readAllLines(file))
          .contains("url: " + prefixed.url(), "papi_url: " + prefixed.origin())
          .hasSize(4);
    }
  }

  @Test
  void hasThePasswordOnDiskBeforeItAsksForEnrolment() {
    List<String> seen = new ArrayList<>();
    server.next(
        ENROL,
        exchange -> {
          seen.addAll(filesBeside());
          seen.add(modeOf(pending()));
          seen.add(Files.readString(pending()));
          FakeCentralServer.send(exchange, 201, "");
        });

    AgentRun run = enrol();

    assertThat(run.code()).isZero();
    String password = server.passwords().values().iterator().next();
    assertThat(seen).hasSize(3);
    assertThat(seen.subList(0, 2))
        .containsExactly("online_api_credentials.yaml.pending", "rw-------");
    assertThat(seen.get(2)).contains("password: " + password);
    assertThat(filesBeside()).containsExactly("online_api_credentials.yaml");
  }

  @Test
  void leavesNothingBehindWhenTheKeyIsRefused() {
    AgentRun run = enrolWithKey("wrongKey");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("the attachment key provided is not valid", "403")
        .hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(filesBeside()).isEmpty();
  }

  @Test
  void goesOnWithTheSameMachineWhenTheAnswerWasLost() throws IOException {
    server.loseTheNextEnrolmentAnswer();

    AgentRun cut = enrol();
    assertThat(cut.code()).isEqualTo(1);
    assertThat(cut.err()).contains("run the same command again").hasLineCount(1);
    assertThat(filesBeside()).containsExactly("online_api_credentials.yaml.pending");
    AgentRun again = enrol();

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("It was enrolled already");
    assertThat(server.machines()).hasSize(1).isEqualTo(server.enrolled());
    assertThat(file).content().contains(server.passwords().values());
    assertThat(filesBeside()).containsExactly("online_api_credentials.yaml");
  }

  @Test
  void keepsAnUnfinishedMachineWhenItsSecondTryIsRefused() {
    server.loseTheNextEnrolmentAnswer();
    enrol();

    assertThat(enrolWithKey("usedUp").code()).isEqualTo(1);
    assertThat(filesBeside()).containsExactly("online_api_credentials.yaml.pending");
    assertThat(enrol().code()).isZero();
    assertThat(server.machines()).hasSize(1);
  }

  @Test
  void registersAnewWhenTheServerForgotTheUnfinishedMachine() throws IOException {
    server.loseTheNextEnrolmentAnswer();
    enrol();
    server.forgetEverything();

    assertThat(enrol("--with-papi-url").code()).isZero();
    assertThat(file).content().contains(server.passwords().values()).contains("papi_url");
    assertThat(filesBeside()).containsExactly("online_api_credentials.yaml");
  }

  @Test
  void enrolsTheHeldMachineAgainWithoutTouchingTheFile() throws IOException {
    enrol();
    String before = Files.readString(file);
    Object inode = Files.getAttribute(file, "unix:ino");
    AgentRun again = enrol();

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("It was enrolled already", "the file is unchanged");
    assertThat(file).hasContent(before);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
    assertThat(server.paths()).containsExactly(REGISTER, LOGIN, ENROL, LOGIN, ENROL);
    assertThat(filesBeside()).containsExactly("online_api_credentials.yaml");
  }

  @Test
  void recognisesTheSameServerInAnotherSpelling() throws IOException {
    enrol();
    String url = server.url().replace("http", "HTTP").replaceAll("/$", "");
    AgentRun again =
        AgentRun.of(
            "enrol", "--url", url, "--key", GOOD_KEY, "--crowdsec-credentials", file.toString());

    assertThat(again.code()).isZero();
    assertThat(server.machines()).hasSize(1);
  }

  @Test
  void addsThePollingAddressToAHeldFileAndKeepsTheOldOne() throws IOException {
    server.know("bot", "0123: #odd");
    String before = "login: bot\nurl: " + server.url() + "\npassword: '0123: #odd'\n";
    Files.writeString(file, before);

    AgentRun run = enrol("--with-papi-url");
    String after = Files.readString(file);
    AgentRun again = enrol("--with-papi-url");

    assertThat(run.code()).isZero();
    assertThat(again.code()).isZero();
    assertThat(file).hasContent(after);
    assertThat(after).contains("papi_url: " + server.origin(), "'0123: #odd'");
    assertThat(besides(".bak")).hasContent(before);
    assertThat(modeOf(besides(".bak"))).isEqualTo("rw-------");
    assertThat(filesBeside()).hasSize(2);
    assertThat(server.machines()).containsExactly("bot");
  }

  private AgentRun enrol(String... more) {
    return run(GOOD_KEY, more);
  }

  private AgentRun enrolWithKey(String key) {
    return run(key);
  }

  private AgentRun run(String key, String... more) {
    String[] fixed = {
      "enrol", "--url", server.url(), "--key", key, "--crowdsec-credentials", file.toString()
    };
    return AgentRun.of(Stream.of(fixed, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private Path pending() {
    return besides(".pending");
  }

  private Path besides(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private List<String> filesBeside() {
    return TestFiles.namesIn(file.resolveSibling("."));
  }

  private static String modeOf(Path of) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
  }
}
