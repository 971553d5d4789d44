package org.tocsin.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agent at a time on a state folder. */
final class StateFolderTest {
  @TempDir private Path folder;

  @Test
  void aSecondAgentOnTheSameFolderIsRefusedUntilTheFirstIsGone() throws IOException {
    Path state = folder.resolve("state");
    StateFolder first = StateFolder.hold(state);

    assertThatThrownBy(() -> StateFolder.hold(state))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent");
    first.close();
    StateFolder.hold(state).close();
  }

  @Test
  void theFolderIsItsOwnersAlone() throws IOException {
    Path state = folder.resolve("state");
    StateFolder.hold(state).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
  }
}
