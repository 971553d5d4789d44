package org.tocsin.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir static Path temporary;

  private static ScratchFolders folders;

  private DataFolder folder;

  @BeforeAll
  static void unpackOnce() throws Exception {
    folders = new ScratchFolders(temporary);
  }

  @BeforeEach
  void claim() throws Exception {
    folder = DataFolder.claim(folders.create());
  }

  @AfterEach
  void giveUp() {
    folder.close();
  }

  private EmbeddedPostgres start() throws PostgresStartException {
    return EmbeddedPostgres.start(folder, Settings.forTests());
  }

  @Test
  void keepsRowsAndPasswordOverARestart() throws Exception {
    String password;
    try (EmbeddedPostgres postgres = start()) {
      Rows.execute(postgres, "CREATE TABLE kept AS SELECT 42 AS n");
      password = postgres.password();
    }
    try (EmbeddedPostgres postgres = start()) {
      assertThat(Rows.query(postgres, "SELECT n FROM kept")).isEqualTo("42");
      assertThat(postgres.password()).isEqualTo(password);
    }
  }

  @Test
  void opensTheDatabaseToItsRoleAndPasswordOnly() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(Rows.query(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo("f");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "tocsin", "guess"))
          .withMessageContaining("password authentication failed");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () ->
                  DriverManager.getConnection(
                      postgres.jdbcUrl().replace("/tocsin", "/postgres"),
                      postgres.user(),
                      postgres.password()));
    }
  }

  @Test
  void hidesItsFilesFromOtherUsers() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(permissions("postgres")).isEqualTo("rwx------");
      assertThat(permissions("postgres.password")).isEqualTo("rw-------");
      assertThat(permissions("postgres.log")).isEqualTo("rw-------");
      assertThat(Files.readString(folder.path().resolve("postgres.password")))
          .contains("*:*:*:tocsin:" + postgres.password());
    }
  }

  private String permissions(String name) throws Exception {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(folder.path().resolve(name)));
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(Rows.query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      String port = postgres.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1");
      assertThat(listeners(Integer.parseInt(port))).containsExactly("0100007F");
      assertThat(Path.of("/proc/net/unix")).content().doesNotContain(".s.PGSQL." + port);
    }
  }

  /** The addresses, in the kernel's hexadecimal, on which the port accepts connections. */
  private static List<String> listeners(int port) throws Exception {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try (Stream<String> v4 = Files.lines(Path.of("/proc/net/tcp"));
        Stream<String> v6 = Files.lines(Path.of("/proc/net/tcp6"))) {
      return Stream.concat(v4, v6)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[1].endsWith(suffix) && fields[3].equals("0A"))
          .map(fields -> fields[1].substring(0, fields[1].indexOf(':')))
          .toList();
    }
  }

  @Test
  void keepsValuesOfFailedStatementsOutOfItsLog() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      Rows.execute(postgres, "CREATE TABLE once (v text PRIMARY KEY)");
      Rows.execute(postgres, "INSERT INTO once VALUES ('confidential')");
      for (String failing :
          List.of(
              "INSERT INTO once VALUES ('confidential')",
              "SELECT 'confidential'::int",
              "DO $$ BEGIN RAISE WARNING 'confidential'; END $$",
              "SELECT confidential FROM once")) {
        try {
          Rows.execute(postgres, failing);
        } catch (SQLException e) {
          assertThat(e.getMessage()).contains("confidential");
        }
      }
    }
    assertThat(folder.path().resolve("postgres.log"))
        .content()
        .contains("ready to accept connections")
        .doesNotContain("confidential");
  }

  @Test
  void endsConnectionsThatDoNotLeaveWhenClosed() throws Exception {
    Settings impatient = new Settings(false, 64, 512, 10, Duration.ofMillis(100));
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, impatient);
    try (Connection connection = Rows.connect(postgres)) {
      postgres.close();
      postgres.close();
      assertThat(connection.isValid(1)).isFalse();
    }
    assertThat(PostgresProcess.allOn(folder.path().resolve("postgres"))).isEmpty();
    assertThat(folder.path().resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void undoesACreationCutShort() throws Exception {
    Path half = Files.createDirectories(folder.path().resolve("postgres.init-1/base"));
    Files.writeString(half.resolve("half"), "written");
    try (EmbeddedPostgres postgres = start()) {
      assertThat(Rows.query(postgres, "SELECT 1")).isEqualTo("1");
      assertThat(half.getParent()).doesNotExist();
    }
  }

  @Test
  void drawsNewPasswordsWhenTheirFileIsGone() throws Exception {
    String former;
    try (EmbeddedPostgres postgres = start()) {
      former = postgres.password();
    }
    Files.delete(folder.path().resolve("postgres.password"));
    try (EmbeddedPostgres postgres = start()) {
      assertThat(postgres.password()).isNotEqualTo(former);
      assertThat(Rows.query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void refusesADatabaseOfAnotherMajorVersion() throws Exception {
    Path home = Files.createDirectory(folder.path().resolve("postgres"));
    Files.writeString(home.resolve("PG_VERSION"), "17\n");
    assertThatExceptionOfType(PostgresStartException.class)
        .isThrownBy(this::start)
        .withMessageContaining(home + " was made by PostgreSQL 17")
        .withMessageContaining("brings PostgreSQL " + folders.binaries().version());
  }

  @Test
  void refusesAFolderThatIsNoDatabase() throws Exception {
    Path home = Files.createDirectory(folder.path().resolve("postgres"));
    assertThatExceptionOfType(PostgresStartException.class)
        .isThrownBy(this::start)
        .withMessageContaining(home + " is not a PostgreSQL data folder");
  }

  @Test
  void quotesTheLogWhenItCannotStart() throws Exception {
    start().close();
    Files.writeString(
        folder.path().resolve("postgres/postgresql.conf"),
        "no_such_setting = 1\n",
        StandardOpenOption.APPEND);
    assertThatExceptionOfType(PostgresStartException.class)
        .isThrownBy(this::start)
        .withMessageContaining("ended while starting")
        .withMessageContaining("no_such_setting");
  }
}
