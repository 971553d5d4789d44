package org.tocsin.app.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL of our own, running until closed. Registers no shutdown hook: the owner closes it
 * after whatever uses it. Safe for use by several threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final int PORT_ATTEMPTS = 5;

  private final ServerProcess server;
  private final int port;
  private final Passwords passwords;
  private final Settings settings;
  private volatile boolean closing;

  private EmbeddedPostgres(ServerProcess server, int port, Passwords passwords, Settings settings) {
    this.server = server;
    this.port = port;
    this.passwords = passwords;
    this.settings = settings;
  }

  /**
   * Starts the database kept in the folder, or a new one, and returns once it takes connections.
   * Whatever a killed predecessor left behind, running or half-made, is ended or undone first.
   *
   * @throws PostgresStartException when it cannot run here; nothing is left running
   */
  public static EmbeddedPostgres start(DataFolder folder, Settings settings)
      throws PostgresStartException {
    Binaries binaries = Binaries.in(folder.path());
    Launcher launcher = Launcher.forPresentUser(binaries, folder.path());
    ServerSignals signals = new ServerSignals(binaries, launcher);
    Cluster cluster = new Cluster(folder.path(), binaries, launcher);
    new LeftoverServer(cluster.home(), signals).stop();
    Passwords passwords = cluster.ready();
    try {
      binaries.removeOthers();
      ServerLog log = ServerLog.continued(folder.path());
      for (int attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.addAll(List.of(binaries.program("postgres"), "-D", cluster.home().toString()));
        command.addAll(settings.parameters(port));
        ServerProcess server =
            ServerProcess.spawn(launcher.serverCommand(command), cluster.home(), log, signals);
        if (server.becomesReady()) {
          return new EmbeddedPostgres(server, port, passwords, settings);
        }
        if (!log.tail().contains("could not bind")) {
          break;
        }
        // Between the draw and the start somebody else took the port: draw again.
      }
      throw new PostgresStartException(
          "PostgreSQL on " + cluster.home() + " ended while starting:\n" + log.tail());
    } catch (IOException e) {
      throw new PostgresStartException(
          "PostgreSQL on " + cluster.home() + " cannot be started: " + Reason.of(e), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where the server's own database takes connections, until closed. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + Passwords.APPLICATION;
  }

  /** The role that owns the database and can do nothing beyond it. */
  public String user() {
    return Passwords.APPLICATION;
  }

  /** The password of {@link #user()}; never to be logged. */
  public String password() {
    return passwords.application();
  }

  /**
   * Has an action run once if the database ends although nobody closed it. The owner then ends too:
   * its next start brings the database back, and until then nothing pretends to work.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the action is all that follows
  public void whenLost(Runnable action) {
    server
        .ended()
        .whenComplete(
            (process, failure) -> {
              if (!closing) {
                action.run();
              }
            });
  }

  /**
   * Stops the database in good order. Clients get {@link Settings#drain} to leave by themselves;
   * closing again does nothing.
   */
  @Override
  public synchronized void close() {
    closing = true;
    server.stop(settings.drain());
  }
}
