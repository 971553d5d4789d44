package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.agent.community.FakeCentralServer.GOOD_KEY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.community.FakeCentralServer;

/** What is in the place of the credentials already: never lost, never replaced unasked. */
final class FileInTheWayTest {
  private static final String ELSEWHERE =
      "url: https://api.example.org/\nlogin: me\npassword: sesame\n";

  private final FakeCentralServer server;
  private Path folder = Path.of("");
  private Path file = Path.of("");

  FileInTheWayTest() throws IOException {
    server = new FakeCentralServer();
  }

  @BeforeEach
  void placeFile(@TempDir Path given) {
    folder = given;
    file = folder.resolve("creds.yaml");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void refusesToReplaceCredentialsForAnotherServer() throws IOException {
    Files.writeString(file, ELSEWHERE);

    AgentRun run = enrol();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(file.toString(), "https://api.example.org/", "--force")
        .doesNotContain("sesame")
        .hasLineCount(1);
    assertThat(file).hasContent(ELSEWHERE);
    assertThat(server.paths()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: sesame",
        "sesame",
        "- sesame",
        "url: [sesame",
        "a: 1\n---\nb: sesame",
        "url: sesame\nlogin: a\npassword: b",
        "url: http://h/\nlogin: a\npassword: ' '"
      })
  void refusesToReplaceAnythingElseAndDoesNotQuoteIt(String content) throws IOException {
    Files.writeString(file, content);

    AgentRun run = enrol();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--force").doesNotContain("sesame").hasLineCount(1);
    assertThat(file).hasContent(content);
    assertThat(server.paths()).isEmpty();
  }

  @Test
  void refusesAFileThatIsTooLongOrNotText() throws IOException {
    byte[] comment = new byte[70_000];
    Arrays.fill(comment, (byte) '#');
    Files.write(file, comment);
    assertThat(enrol().code()).isEqualTo(2);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(enrol().code()).isEqualTo(2);
    assertThat(server.paths()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# no central server, please\n"})
  void fillsAFileThatHoldsNothing(String content) throws IOException {
    Files.writeString(file, content);

    assertThat(enrol().code()).isZero();
    assertThat(file).content().startsWith("url: " + server.url());
    assertThat(TestFiles.namesIn(folder)).containsExactly("creds.yaml");
  }

  @Test
  void forceKeepsEveryFileItReplaces() throws IOException {
    Files.writeString(file, ELSEWHERE);

    AgentRun first = enrol("--force");
    String own = Files.readString(file);
    AgentRun second = enrol("--force");

    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("is kept in " + folder.resolve("creds.yaml.bak"));
    assertThat(second.code()).isZero();
    assertThat(folder.resolve("creds.yaml.bak")).hasContent(ELSEWHERE);
    assertThat(folder.resolve("creds.yaml.bak2")).hasContent(own);
    assertThat(server.machines()).hasSize(2);
  }

  @Test
  void forceWithARefusedKeyChangesNothing() throws IOException {
    Files.writeString(file, ELSEWHERE);

    AgentRun run = AgentRun.of(arguments("badKey", "--force"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(file).hasContent(ELSEWHERE);
    assertThat(TestFiles.namesIn(folder)).containsExactly("creds.yaml");
  }

  @Test
  void saysHowToGoOnWhenTheHeldMachineIsNotKnown() throws IOException {
    enrol();
    String held = Files.readString(file);
    server.forgetEverything();

    AgentRun run = enrol();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("is incorrect", "--force").hasLineCount(1);
    assertThat(file).hasContent(held);
    assertThat(enrol("--force").code()).isZero();
    assertThat(folder.resolve("creds.yaml.bak")).hasContent(held);
  }

  @Test
  void finishesAForcedRunOnlyWithForce() throws IOException {
    enrol();
    server.loseTheNextEnrolmentAnswer();
    enrol("--force");

    AgentRun plain = enrol();
    AgentRun forced = enrol("--force");

    assertThat(plain.code()).isEqualTo(2);
    assertThat(plain.err()).contains("creds.yaml.pending", "--force").hasLineCount(1);
    assertThat(forced.code()).isZero();
    assertThat(server.machines()).hasSize(2);
    assertThat(TestFiles.namesIn(folder)).containsExactly("creds.yaml", "creds.yaml.bak");
  }

  @Test
  void leavesAnUnfinishedEnrolmentWithAnotherServerAlone() throws IOException {
    Path pending = Files.writeString(folder.resolve("creds.yaml.pending"), ELSEWHERE);

    AgentRun run = enrol("--force");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(pending.toString()).doesNotContain("sesame").hasLineCount(1);
    assertThat(pending).hasContent(ELSEWHERE);
    assertThat(server.paths()).isEmpty();
  }

  @Test
  void ignoresWhatACrashedWriteLeft() throws IOException {
    Files.writeString(folder.resolve("creds.yaml.new"), "url: htt");

    assertThat(enrol().code()).isZero();
    assertThat(TestFiles.namesIn(folder)).containsExactly("creds.yaml");
  }

  @Test
  void replacesTheTargetOfALinkAndNotTheLink() throws IOException {
    Path target = Files.createFile(folder.resolve("real.yaml"));
    Files.createSymbolicLink(file, target);

    assertThat(enrol().code()).isZero();
    assertThat(file).isSymbolicLink();
    assertThat(target).content().startsWith("url: ");
  }

  @Test
  void refusesAPlaceThatCannotHoldTheFileBeforeTheServerHearsOfIt() throws IOException {
    Files.createDirectory(file);
    AgentRun folderThere = enrol();
    file = folder.resolve("missing/creds.yaml");
    AgentRun folderMissing = enrol();

    assertThat(folderThere.code()).isEqualTo(2);
    assertThat(folderThere.err()).contains("is not a regular file").hasLineCount(1);
    assertThat(folderMissing.code()).isEqualTo(2);
    assertThat(folderMissing.err()).contains("there is no folder").hasLineCount(1);
    assertThat(server.paths()).isEmpty();
  }

  private AgentRun enrol(String... more) {
    return AgentRun.of(arguments(GOOD_KEY, more));
  }

  private String[] arguments(String key, String... more) {
    String[] fixed = {
      "enrol", "--url", server.url(), "--key", key, "--crowdsec-credentials", file.toString()
    };
    return Stream.of(fixed, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
