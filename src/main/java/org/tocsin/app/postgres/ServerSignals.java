package org.tocsin.app.postgres;

import java.io.IOException;

/** Sends PostgreSQL the signals that the JDK cannot: INT to stop fast, QUIT to stop at once. */
final class ServerSignals {
  private final Binaries binaries;
  private final Launcher launcher;

  ServerSignals(Binaries binaries, Launcher launcher) {
    this.binaries = binaries;
    this.launcher = launcher;
  }

  /**
   * Delivers a signal, or the JDK's TERM where the launcher's user may not: root's server of today
   * can meet one that root started as nobody. Does nothing if the process is gone.
   */
  void send(String signal, long pid) throws IOException {
    String program = binaries.program("pg_ctl");
    if (!launcher.run("", program, "kill", signal, String.valueOf(pid)).succeeded()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
  }
}
