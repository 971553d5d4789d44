package org.tocsin.app;

import io.quarkus.runtime.Quarkus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.app.postgres.DataFolder;
import org.tocsin.app.postgres.DataFolderException;
import org.tocsin.app.postgres.EmbeddedPostgres;
import org.tocsin.app.postgres.PostgresStartException;
import org.tocsin.app.postgres.Settings;
import org.tocsin.curation.rules.RulesRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the server, with a database of its own unless it is given one. */
@Command(
    name = "serve",
    description = "Starts the server in the foreground.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final String DATABASE_URL = "quarkus.datasource.jdbc.url";
  private static final int HIGHEST_PORT = 65_535;
  private static final long SECONDS_TO_STOP = 25;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "port, 0 for any free one (default: 8080)")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "address to listen on (default: all)")
  private String host;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "data folder (default: ./data)")
  private Path data;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "rules folder (default: the project's curation-rules)")
  private Optional<Path> rules;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (port < 0 || port > HIGHEST_PORT) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--port must be a number from 0 to " + HIGHEST_PORT);
    }
    Path rulesFolder = rules.orElseGet(RulesFolder::shipped);
    try {
      RulesFolder.read(rulesFolder);
    } catch (RulesRefused e) {
      RulesFolder.print(rulesFolder, e, err);
      return ExitCode.BAD_INPUT.number();
    }
    try (DataFolder folder = DataFolder.claim(data)) {
      System.setProperty("tocsin.data", folder.path().toString());
      System.setProperty("tocsin.rules", rulesFolder.toAbsolutePath().toString());
      System.setProperty("quarkus.http.port", Integer.toString(port));
      System.setProperty("quarkus.http.host", host);
      return hasDatabase() ? serve(() -> {}) : serveWithOwnDatabase(folder);
    } catch (DataFolderException | PostgresStartException e) {
      err.println("tocsin: " + e.getMessage());
      return ExitCode.FAILED.number();
    }
  }

  private static boolean hasDatabase() {
    return System.getProperty(DATABASE_URL) != null
        || System.getenv("QUARKUS_DATASOURCE_JDBC_URL") != null;
  }

  private static int serveWithOwnDatabase(DataFolder folder) throws PostgresStartException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Settings.standard())) {
      postgres.whenLost(
          () -> {
            System.err.println("tocsin: the database ended by itself; start again to recover it");
            // An orderly stop would wait for transactions that can no longer end. Whatever was
            // acknowledged is on disk.
            Runtime.getRuntime().halt(ExitCode.FAILED.number());
          });
      System.setProperty(DATABASE_URL, postgres.jdbcUrl());
      System.setProperty("quarkus.datasource.username", postgres.user());
      System.setProperty("quarkus.datasource.password", postgres.password());
      return serve(postgres::close);
    }
  }

  /**
   * Serves until the process is told to stop. Shutdown hooks run side by side, so ours waits until
   * the application has stopped before it takes the database from under it.
   */
  private static int serve(Runnable stopDatabase) {
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger exitCode = new AtomicInteger();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  await(stopped);
                  stopDatabase.run();
                },
                "stop-database"));
    try {
      Quarkus.run(
          ServerApplication.class,
          (code, failure) -> {
            if (failure != null) {
              System.err.println("tocsin: the server could not start: " + reason(failure));
            }
            exitCode.set(failure == null ? code : ExitCode.FAILED.number());
            stopped.countDown();
          });
    } finally {
      stopped.countDown();
    }
    return exitCode.get();
  }

  /** The messages of a failure and its causes, outermost first, each once. */
  private static String reason(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(cause -> cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage())
        .distinct()
        .collect(Collectors.joining(": "));
  }

  private static void await(CountDownLatch stopped) {
    try {
      if (!stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        System.err.println("tocsin: the server did not stop in time, its database is stopped now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
