package org.tocsin.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  @TempDir Path folder;

  @Test
  void quotesOnlyWhatWasWrittenSinceTheStart() throws Exception {
    ServerLog first = ServerLog.continued(folder);
    Files.writeString(first.file(), "of yesterday\n");
    ServerLog second = ServerLog.continued(folder);
    Files.writeString(second.file(), "of today\n", StandardOpenOption.APPEND);
    assertThat(second.tail()).isEqualTo("of today");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsOneOldLogWhenTheLimitIsPassed() throws Exception {
    Files.write(folder.resolve("postgres.log"), new byte[(int) ServerLog.LIMIT_BYTES + 1]);
    Files.writeString(folder.resolve("postgres.log.1"), "older");
    ServerLog log = ServerLog.continued(folder);
    assertThat(log.file()).isEmptyFile();
    assertThat(folder.resolve("postgres.log.1")).hasSize(ServerLog.LIMIT_BYTES + 1);
  }
}
