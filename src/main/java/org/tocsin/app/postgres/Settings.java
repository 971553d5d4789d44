package org.tocsin.app.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an embedded database is tuned to.
 *
 * @param durable whether a commit survives a crash of the machine; off only for tests
 * @param sharedBuffersMegabytes the memory PostgreSQL caches pages in
 * @param maxWalMegabytes how much write-ahead log may gather before a checkpoint
 * @param maxConnections how many connections are accepted at once
 * @param drain how long closing waits for clients to leave before it ends their connections
 */
public record Settings(
    boolean durable,
    int sharedBuffersMegabytes,
    int maxWalMegabytes,
    int maxConnections,
    Duration drain) {

  /** For a server in service: every commit is on disk before it is answered. */
  public static Settings standard() {
    return new Settings(true, 256, 2048, 60, Duration.ofSeconds(8));
  }

  /** For tests: quick; keeps data when processes are killed, loses it when the machine crashes. */
  public static Settings forTests() {
    return new Settings(false, 64, 512, 60, Duration.ofSeconds(8));
  }

  /**
   * Server parameters; given on the command line, so they hold over postgresql.conf. Pages in the
   * write-ahead log are not packed: with ten million sightings that took a third of the processor
   * time of a curation run.
   */
  List<String> parameters(int port) {
    String durability = durable ? "on" : "off";
    List<String> parameters = new ArrayList<>();
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "port=" + port,
            "unix_socket_directories=",
            "max_connections=" + maxConnections,
            "shared_buffers=" + sharedBuffersMegabytes + "MB",
            "max_wal_size=" + maxWalMegabytes + "MB",
            "wal_compression=off",
            "checkpoint_timeout=15min",
            "fsync=" + durability,
            "synchronous_commit=on",
            "full_page_writes=" + durability,
            "timezone=UTC",
            "log_timezone=UTC",
            "password_encryption=scram-sha-256")) {
      parameters.add("-c");
      parameters.add(setting);
    }
    if (System.getProperty("os.name", "").equals("Linux")) {
      // Before a recovery one call flushes what a call per file takes seconds for.
      parameters.addAll(List.of("-c", "recovery_init_sync_method=syncfs"));
    }
    parameters.addAll(QUIET_LOG);
    return parameters;
  }

  /**
   * Keeps statements and their values out of the log. In PostgreSQL's order of log levels {@code
   * log} lies above {@code error}: a failed statement is reported to its client only. Terse leaves
   * out the DETAIL lines, which quote rows and, after a crash, the running statement.
   */
  static final List<String> QUIET_LOG =
      List.of(
          "-c", "logging_collector=off",
          "-c", "log_destination=stderr",
          "-c", "log_min_messages=log",
          "-c", "log_min_error_statement=panic",
          "-c", "log_error_verbosity=terse",
          "-c", "log_statement=none",
          "-c", "log_min_duration_statement=-1",
          "-c", "log_checkpoints=off",
          "-c", "log_line_prefix=%m [%p] ");
}
