package org.tocsin.app.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temporary;

  @Test
  void makesAMissingFolderForItsOwnerOnly() throws Exception {
    Path path = temporary.resolve("missing/data");
    try (DataFolder folder = DataFolder.claim(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void refusesASecondClaimWithinTheProcessAndStaysOwned() throws Exception {
    try (DataFolder folder = DataFolder.claim(temporary)) {
      assertThatExceptionOfType(DataFolderException.class)
          .isThrownBy(() -> DataFolder.claim(temporary))
          .withMessageContaining(folder.path().toString())
          .withMessageContaining("process " + ProcessHandle.current().pid());
      assertRefusedElsewhere();
    }
  }

  private void assertRefusedElsewhere() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> HolderMain.launch(temporary, false))
        .withMessageContaining("did not start");
  }

  @Test
  void isFreeAgainOnceClosed() throws Exception {
    DataFolder first = DataFolder.claim(temporary);
    first.close();
    first.close();
    Process holder = HolderMain.launch(temporary, false);
    try {
      assertThat(holder.isAlive()).isTrue();
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void refusesAFolderThatAnotherProcessOwnsUntilThatIsKilled() throws Exception {
    Process holder = HolderMain.launch(temporary, false);
    try {
      assertThatExceptionOfType(DataFolderException.class)
          .isThrownBy(() -> DataFolder.claim(temporary))
          .withMessageContaining(temporary.toRealPath().toString())
          .withMessageContaining("process " + holder.pid());
    } finally {
      holder.destroyForcibly();
    }
    assertThat(holder.waitFor(10, SECONDS)).isTrue();
    try (DataFolder folder = DataFolder.claim(temporary)) {
      assertThat(folder.path()).isEqualTo(temporary.toRealPath());
    }
  }

  @Test
  void saysThatAFileIsNoFolder() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> DataFolder.claim(file))
        .withMessageContaining(file + " is a file, not a folder");
  }

  @Test
  void saysWhyAFolderCannotBeMade() throws Exception {
    Path below = Files.createFile(temporary.resolve("file")).resolve("data");
    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> DataFolder.claim(below))
        .withMessageContaining("data folder " + below + " cannot be used");
  }
}
