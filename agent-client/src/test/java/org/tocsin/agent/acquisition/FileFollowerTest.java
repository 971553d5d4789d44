package org.tocsin.agent.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.event.Line;

/** Lines of files come once, whatever is done to the files. */
final class FileFollowerTest {
  private final Desk desk = new Desk();
  private LogFolder logs = new LogFolder(Path.of(""));
  private Path state = Path.of("");
  private Positions positions = desk.positions(Path.of("/nowhere"));
  private FileFollower follower = new FileFollower(List.of(), positions);
  private FileSource source = desk.files("/nowhere");

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    state = folder.resolve("state");
    logs = new LogFolder(Files.createDirectory(folder.resolve("logs")));
    follow("log");
  }

  @AfterEach
  void end() {
    follower.close();
  }

  private void follow(String name) {
    source = desk.files(logs.folder().resolve(name).toString());
    start();
  }

  private void start() {
    positions = desk.positions(state);
    follower = new FileFollower(List.of(source), positions);
  }

  private void stop() {
    follower.close();
    positions.save();
  }

  /** As a crash leaves it: what was saved last is what counts. */
  private void crash() {
    follower = new FileFollower(List.of(), desk.positions(Path.of("/nowhere")));
  }

  private List<String> round() {
    while (follower.round(desk.now)) {
      assertThat(desk.lines).hasSizeLessThan(1_000_000);
    }
    List<String> raws = desk.raws();
    desk.lines.clear();
    return raws;
  }

  @Test
  void beginsAtTheEndOfWhatWasThereAndAtTheBeginningOfWhatComes() {
    logs.append("old\n");
    follow("log*");
    assertThat(round()).isEmpty();

    logs.append("new\n");
    logs.append(logs.folder().resolve("log-b"), "b\n");

    assertThat(round()).containsExactlyInAnyOrder("new", "b");
  }

  @Test
  void waitsForTheRestOfALineAlsoOfOneHalfWrittenBeforeTheStart() {
    logs.append("old\nhal");
    assertThat(round()).isEmpty();
    logs.append("f\nthe ot");
    assertThat(round()).containsExactly("half");
    logs.append("her\r\n\n");
    assertThat(round()).containsExactly("the other");
  }

  @Test
  void saysWhereALineComesFrom() {
    round();
    logs.append("line\n");
    follower.round(desk.now);

    Line line = desk.lines.get(0);
    assertThat(line.source()).isEqualTo(logs.log().toString());
    assertThat(line.module()).isEqualTo("file");
    assertThat(line.labels().get("type")).isEqualTo("syslog");
    assertThat(source.outlet().counted()).isEqualTo(new Counted("test", "file", 1, 5, 0, 0));
  }

  @Test
  void readsARenamedFileToItsEndBeforeTheNewOne() {
    round();
    logs.append("1\n");
    assertThat(round()).containsExactly("1");
    logs.append("2\n");
    logs.rename();
    logs.append("4\n");
    logs.append(logs.generation(1), "3\n");
    assertThat(round()).containsExactly("2", "3", "4");

    logs.append(logs.generation(1), "late\n");
    assertThat(round()).as("by a writer that still has the old file").containsExactly("late");
  }

  @Test
  void readsAllGenerationsThatCameBetweenTwoLooks() {
    round();
    logs.append("1\n");
    round();
    logs.append("2\n");
    logs.rename();
    logs.append("3\n");
    logs.rename();
    logs.append("4\n");

    assertThat(round()).containsExactly("2", "3", "4");
    assertThat(round()).isEmpty();
  }

  @Test
  void readsWhatWasCopiedAndTruncatedFromTheCopy() {
    round();
    logs.append("1\n");
    round();
    logs.append("2\n");
    logs.copyAndTruncate();
    logs.append("3\n");

    assertThat(round()).containsExactly("2", "3");
  }

  @Test
  void noticesATruncatedFileThatHasGrownPastTheOldEndMeanwhile() throws IOException {
    round();
    logs.append("first\n");
    round();
    logs.truncate();
    logs.append("again\nand more than there was\n");

    assertThat(round()).containsExactly("again", "and more than there was");
  }

  @Test
  void noticesATruncatedFileOfTheSameSize() throws IOException {
    round();
    logs.append("first\n");
    round();
    logs.truncate();
    logs.append("other\n");

    assertThat(round()).containsExactly("other");
  }

  @Test
  void goesOnWhereItWasAfterARestart() {
    round();
    logs.append("1\n2 is not wh");
    assertThat(round()).containsExactly("1");
    stop();
    logs.append("ole\n3\n");
    start();

    assertThat(round()).containsExactly("2 is not whole", "3");
  }

  @Test
  void findsWhatWasRenamedWhileTheAgentWasDown() {
    round();
    logs.append("1\n");
    round();
    stop();
    logs.append("2\n");
    logs.rename();
    logs.append("3\n");
    logs.rename();
    logs.append("4\n");
    start();

    assertThat(round()).containsExactly("2", "3", "4");
    stop();
    start();
    assertThat(round()).isEmpty();
  }

  @Test
  void findsWhatWasCopiedAndTruncatedWhileTheAgentWasDown() {
    round();
    logs.append("1\n");
    round();
    stop();
    logs.append("2\n");
    logs.copyAndTruncate();
    logs.append("3\n");
    logs.copyAndTruncate();
    logs.append("4\n");
    start();

    assertThat(round()).containsExactly("2", "3", "4");
  }

  @Test
  void findsWhatWasCompressedWhileTheAgentWasDown() {
    round();
    logs.append("1\n".repeat(300));
    round();
    stop();
    logs.append("2\n");
    logs.rename();
    logs.append("3\n");
    logs.rename();
    logs.pack(2);
    logs.pack(1);
    logs.append("4\n");
    start();

    assertThat(round()).containsExactly("2", "3", "4");
    stop();
    start();
    assertThat(round()).isEmpty();
  }

  @Test
  void doesNotReadAgainWhatIsCompressedUnderItsEyes() {
    round();
    logs.append("1\n");
    round();
    logs.rename();
    logs.append("2\n");
    assertThat(round()).containsExactly("2");
    logs.pack(1);
    logs.rename();
    assertThat(round()).isEmpty();
    logs.append("3\n");
    assertThat(round()).containsExactly("3");
    stop();
    start();
    assertThat(round()).isEmpty();
  }

  @Test
  void anAdministratorsCopyIsNoLog() throws IOException {
    round();
    logs.append("1\n");
    round();
    Files.copy(logs.log(), logs.folder().resolve("log.2026-03-01"));
    logs.append("2\n");
    assertThat(round()).containsExactly("2");
    logs.rename();
    logs.append("3\n");
    assertThat(round()).containsExactly("3");
  }

  @Test
  void rotatedFilesThatThePatternCatchesTooAreNotReadTwice() {
    follow("log*");
    round();
    logs.append("1\n");
    round();
    logs.rename();
    logs.append("2\n");
    assertThat(round()).containsExactly("2");
    logs.copyAndTruncate();
    logs.append("3\n");
    assertThat(round()).containsExactly("3");
  }

  @Test
  void followsLinksAndWhatTheyAreTurnedTo() throws IOException {
    Path first = logs.folder().resolve("first");
    Path second = logs.folder().resolve("second");
    logs.append(first, "");
    Files.createSymbolicLink(logs.log(), first);
    round();
    logs.append(first, "1\n");
    assertThat(round()).containsExactly("1");

    logs.append(first, "2\n");
    logs.append(second, "3\n");
    Files.delete(logs.log());
    Files.createSymbolicLink(logs.log(), second);
    assertThat(round()).containsExactly("2", "3");
  }

  @Test
  void aDeletedFileIsReadToItsEndAndGivenUp() throws IOException {
    round();
    logs.append("1\n");
    round();
    logs.append("2\nhalf");
    Files.delete(logs.log());
    assertThat(round()).containsExactly("2");
    desk.passes(Duration.ofMinutes(2));
    assertThat(round()).containsExactly("half");
    logs.append("3\n");
    assertThat(round()).containsExactly("3");
  }

  @Test
  void anEndlessLineTakesNoMemoryAndIsCounted() throws IOException {
    round();
    String piece = "x".repeat(1 << 20);
    for (int i = 0; i < 20; i++) {
      logs.append(piece);
      assertThat(round()).isEmpty();
    }
    logs.append("\nnext\n");

    List<String> lines = round();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).hasSize(LineReader.LONGEST);
    assertThat(source.outlet().counted().cut()).isEqualTo(1);
  }

  @Test
  void joinsPartsOfContainerLinesEachStreamByItself() {
    source = desk.files(true, logs.log().toString());
    start();
    round();
    logs.append("2026-03-01T12:00:00.1Z stdout P one \n2026-03-01T12:00:00.2Z stderr F other\n");
    assertThat(round()).containsExactly("other");
    logs.append("2026-03-01T12:00:00.3Z stdout P two \n2026-03-01T12:00:00.4Z stdout F three\n");

    assertThat(round()).containsExactly("one two three");
    assertThat(desk.notes).isEmpty();
  }

  @Test
  void aLineCountsAsReadOnlyAfterItWentAllTheWay() {
    round();
    logs.append("1\n2\n3\n");
    Outlet.Surroundings stopping =
        new Outlet.Surroundings(
            (line, replayed) -> {
              desk.lines.add(line);
              if (line.raw().equals("2")) {
                desk.stop.ask();
              }
            },
            desk.notes::add,
            () -> desk.now,
            desk.stop);
    stop();
    AcquisitionConfig config =
        new AcquisitionConfig("test", java.util.Map.of("type", "x"), false, source.origin());
    positions = desk.positions(state);
    follower =
        new FileFollower(
            List.of(new FileSource(source.origin(), new Outlet(config, stopping))), positions);
    assertThat(round()).containsExactly("1", "2");
    stop();

    source = new Desk().files(logs.log().toString());
    Desk next = new Desk();
    source = next.files(logs.log().toString());
    start();
    follower.round(next.now);
    assertThat(next.raws()).containsExactly("3");
  }

  @Test
  void afterACrashLinesNotSavedComeAgainAndNoneIsMissing() {
    round();
    logs.append("1\n");
    round();
    positions.save();
    logs.append("2\n");
    assertThat(round()).containsExactly("2");
    crash();
    logs.append("3\n");
    start();

    assertThat(round()).containsExactly("2", "3");
  }

  @Test
  void aNewPatternBeginsAtTheEndOfWhatIsThere() {
    round();
    stop();
    logs.append(logs.folder().resolve("other"), "old\n");
    follow("other");
    assertThat(round()).isEmpty();
    logs.append(logs.folder().resolve("other"), "new\n");
    assertThat(round()).containsExactly("new");
  }
}
