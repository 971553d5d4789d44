package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.state.Owner;

final class OwnerTest {
  private static final int SOMEBODY = 54_321;
  private static final int GROUP = 54_322;
  private Path folder = Path.of("");

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  @Test
  void whatTheOwnerMakesStaysTheOwners() throws IOException {
    Path made = Files.createFile(folder.resolve("made"));
    Object before = Files.getAttribute(made, "unix:uid");
    Owner.asAround(made);

    assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(before);
  }

  @Test
  void whatRootMakesInSomebodysStateFolderIsTheirs() throws Exception {
    giveFolderAway();
    FolderFiles files = new FolderFiles(folder.resolve("community"));
    files.write("a", out -> out.write(1));
    CredentialsFile credentials = CredentialsFile.ofAgent(folder).prepared();
    credentials.stage(
        new Credentials(
            ServerUrl.parse("https://localhost/"), new Watcher("me", "secret"), Optional.empty()));
    credentials.adoptStaged();
    Outbox outbox = new Outbox(folder.resolve("outbox"), Outbox.Bounds.USUAL, any -> {});
    outbox.open();
    outbox.add(List.of(OutboxTest.signal(1)));

    try (var all = Files.walk(folder)) {
      List<Path> made = all.toList();
      assertThat(made).hasSizeGreaterThanOrEqualTo(6).allMatch(OwnerTest::isGivenAway);
    }
  }

  @Test
  void givesNothingAwayThatALinkLeadsTo(@TempDir Path elsewhere) throws IOException {
    giveFolderAway();
    Path precious = Files.writeString(elsewhere.resolve("precious"), "kept");
    Files.createSymbolicLink(folder.resolve("a.new"), precious);
    new FolderFiles(folder).write("a", out -> out.write(1));

    assertThat(precious).content().isEqualTo("kept");
    assertThat(isGivenAway(precious)).isFalse();
  }

  private void giveFolderAway() throws IOException {
    Path probe = Files.createFile(folder.resolve("probe"));
    assumeTrue(Files.getAttribute(probe, "unix:uid").equals(0), "only root can give files away");
    Files.delete(probe);
    Files.setAttribute(folder, "unix:gid", GROUP);
    Files.setAttribute(folder, "unix:uid", SOMEBODY);
  }

  private static boolean isGivenAway(Path file) {
    try {
      return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(SOMEBODY)
          && Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS).equals(GROUP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
