package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The database's own folder: made once, whole, and opened only by the major version that made it.
 */
final class Cluster {
  private static final String UNFINISHED = "postgres.init-";

  private static final String ACCESS =
      """
      # Written when the database was made. Loopback only; every connection gives a password.
      host tocsin      tocsin   127.0.0.1/32 scram-sha-256
      host all         postgres 127.0.0.1/32 scram-sha-256
      host replication postgres 127.0.0.1/32 scram-sha-256
      """;

  private final Path home;
  private final Path passwordFile;
  private final Binaries binaries;
  private final Launcher launcher;

  Cluster(Path folder, Binaries binaries, Launcher launcher) {
    this.home = folder.resolve("postgres");
    this.passwordFile = folder.resolve("postgres.password");
    this.binaries = binaries;
    this.launcher = launcher;
  }

  Path home() {
    return home;
  }

  /** Makes the database if there is none yet, and returns the passwords that open it. */
  Passwords ready() throws PostgresStartException {
    try {
      for (Path unfinished : Trees.matching(Trees.parent(home), UNFINISHED + "*")) {
        Trees.delete(unfinished);
      }
      if (Files.notExists(home)) {
        return create();
      }
      refuseOtherMajor();
      launcher.give(home);
      return Files.exists(passwordFile) ? Passwords.read(passwordFile) : renewPasswords();
    } catch (IOException e) {
      throw new PostgresStartException(
          "the database in " + home + " cannot be opened: " + Reason.of(e), e);
    }
  }

  private void refuseOtherMajor() throws IOException, PostgresStartException {
    Path file = home.resolve("PG_VERSION");
    if (Files.notExists(file)) {
      throw new PostgresStartException(
          home
              + " is not a PostgreSQL data folder: it has no PG_VERSION; move it away or restore"
              + " it from a backup");
    }
    String made = Files.readString(file, US_ASCII).strip();
    if (!made.equals(binaries.major())) {
      throw new PostgresStartException(
          "the database in "
              + home
              + " was made by PostgreSQL "
              + made
              + ", and this build brings PostgreSQL "
              + binaries.version()
              + ", which cannot open it; dump it with the build that made it (pg_dump) and restore"
              + " into a new folder");
    }
  }

  /**
   * The name is final only once role, database, access rules and passwords are all there and on
   * disk; the passwords go first, since those of a creation cut short are drawn anew.
   */
  private Passwords create() throws IOException, PostgresStartException {
    Path unfinished = Files.createTempDirectory(Trees.parent(home), UNFINISHED);
    launcher.give(unfinished);
    succeed("initdb", launcher.run("", initdb(unfinished)));
    Files.writeString(unfinished.resolve("pg_hba.conf"), ACCESS, US_ASCII);
    Passwords passwords = Passwords.drawn();
    maintain(
        unfinished,
        "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE".formatted(Passwords.APPLICATION),
        setPassword(Passwords.APPLICATION, passwords.application()),
        setPassword(Passwords.SUPERUSER, passwords.superuser()),
        "CREATE DATABASE %s OWNER %s".formatted(Passwords.APPLICATION, Passwords.APPLICATION));
    passwords.write(passwordFile);
    succeed("initdb --sync-only", sync(unfinished));
    Trees.publish(unfinished, home);
    return passwords;
  }

  /** The locale comes from PostgreSQL itself: always there, and the same after system updates. */
  private String[] initdb(Path folder) {
    return new String[] {
      binaries.program("initdb"),
      "--pgdata=" + folder,
      "--username=" + Passwords.SUPERUSER,
      "--auth=reject",
      "--no-locale",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--encoding=UTF8",
      "--no-sync",
      "--no-instructions"
    };
  }

  /** One call to the file system instead of one per file, where the system has it (Linux). */
  private Tool.Outcome sync(Path folder) throws IOException {
    String[] each = {binaries.program("initdb"), "--sync-only", "--pgdata=" + folder};
    String[] atOnce = {each[0], each[1], each[2], "--sync-method=syncfs"};
    Tool.Outcome outcome = launcher.run("", atOnce);
    return outcome.succeeded() ? outcome : launcher.run("", each);
  }

  private Passwords renewPasswords() throws IOException, PostgresStartException {
    Passwords passwords = Passwords.drawn();
    maintain(
        home,
        setPassword(Passwords.APPLICATION, passwords.application()),
        setPassword(Passwords.SUPERUSER, passwords.superuser()));
    passwords.write(passwordFile);
    return passwords;
  }

  private static String setPassword(String role, String password) {
    return "ALTER ROLE %s PASSWORD '%s'".formatted(role, password);
  }

  /** Runs statements as superuser without any server listening, hence without a password. */
  private void maintain(Path folder, String... statements)
      throws IOException, PostgresStartException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(binaries.program("postgres"), "--single", "-D", folder.toString()));
    command.addAll(List.of("-c", "exit_on_error=on", "-c", "password_encryption=scram-sha-256"));
    command.addAll(Settings.QUIET_LOG);
    command.add("postgres");
    String input = String.join(";\n", statements) + ";\n";
    succeed("postgres --single", launcher.run(input, command.toArray(String[]::new)));
  }

  private void succeed(String what, Tool.Outcome outcome) throws PostgresStartException {
    if (!outcome.succeeded()) {
      throw new PostgresStartException(
          what + " failed for " + home + " (status " + outcome.status() + "): " + outcome.ending());
    }
  }
}
