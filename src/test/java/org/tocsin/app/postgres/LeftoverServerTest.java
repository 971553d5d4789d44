package org.tocsin.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path temporary;

  private static ScratchFolders folders;

  private Path data;
  private Path lockFile;

  @BeforeAll
  static void unpackOnce() throws Exception {
    folders = new ScratchFolders(temporary);
  }

  @BeforeEach
  void choose() throws Exception {
    data = folders.create();
    lockFile = data.resolve("postgres/postmaster.pid");
  }

  private long serverPid() throws IOException {
    return Long.parseLong(Files.readAllLines(lockFile).get(0));
  }

  private void killServer() throws IOException {
    long pid = serverPid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThat(
            Deadline.met(PATIENCE, () -> !PostgresProcess.worksOn(data.resolve("postgres"), pid)))
        .isTrue();
  }

  private void assertStartsWithRowsKept() throws Exception {
    try (DataFolder folder = DataFolder.claim(data);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Settings.standard())) {
      assertThat(Rows.query(postgres, "SELECT n FROM kept")).isEqualTo("42");
      assertThat(serverPid()).isNotEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void isStoppedWhenOnlyItsOwnerWasKilled() throws Exception {
    HolderMain.launch(data, true).destroyForcibly().waitFor();
    long orphan = serverPid();
    assertThat(PostgresProcess.worksOn(data.resolve("postgres"), orphan)).isTrue();
    assertStartsWithRowsKept();
    assertThat(PostgresProcess.worksOn(data.resolve("postgres"), orphan)).isFalse();
  }

  @Test
  void isRecoveredFromWhenItWasKilledToo() throws Exception {
    HolderMain.launch(data, true).destroyForcibly().waitFor();
    killServer();
    assertThat(lockFile).exists();
    assertStartsWithRowsKept();
  }

  @Test
  void isNotTakenForTheStrangerThatGotItsPid() throws Exception {
    HolderMain.launch(data, true).destroyForcibly().waitFor();
    long killed = serverPid();
    killServer();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      String lock = Files.readString(lockFile);
      Files.writeString(lockFile, lock.replaceFirst("^" + killed, String.valueOf(stranger.pid())));
      assertStartsWithRowsKept();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void doesNotBlockTheStartByALockFileCutShort() throws Exception {
    HolderMain.launch(data, true).destroyForcibly().waitFor();
    killServer();
    Files.writeString(lockFile, "");
    assertStartsWithRowsKept();
  }

  @Test
  void losesEvenABackendTooBusyToNoticeItsEnd() throws Exception {
    try (DataFolder folder = DataFolder.claim(data)) {
      EmbeddedPostgres first = EmbeddedPostgres.start(folder, Settings.forTests());
      Rows.execute(first, "CREATE TABLE kept AS SELECT 42 AS n");
      CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> loopForever(first));
      assertThat(Deadline.met(PATIENCE, () -> isLooping(first))).isTrue();
      killServer();
      assertThat(PostgresProcess.allOn(data.resolve("postgres"))).isNotEmpty();
      try (EmbeddedPostgres second = EmbeddedPostgres.start(folder, Settings.forTests())) {
        assertThat(Rows.query(second, "SELECT n FROM kept")).isEqualTo("42");
        assertThat(Deadline.met(PATIENCE, busy::isDone)).isTrue();
      }
    }
  }

  private static void loopForever(EmbeddedPostgres postgres) {
    try (Connection connection = Rows.connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute("DO $$ BEGIN LOOP END LOOP; END $$");
    } catch (SQLException expected) {
      // The connection breaks when the backend is ended; that is awaited by the caller.
    }
  }

  private static boolean isLooping(EmbeddedPostgres postgres) {
    try {
      return Rows.query(
              postgres,
              "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'")
          .equals("1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
