package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells a live PostgreSQL process of one data folder from zombies and from strangers that were
 * given its process id. A server and all its children stay in their data folder, which Linux shows;
 * elsewhere the program's name must do.
 */
final class PostgresProcess {
  private static final Path PROCESSES = Path.of("/proc");

  private PostgresProcess() {}

  static boolean worksOn(Path home, long pid) {
    if (!Files.exists(PROCESSES.resolve("self/stat"))) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().command())
          .filter(command -> command.endsWith("/postgres"))
          .isPresent();
    }
    Path process = PROCESSES.resolve(String.valueOf(pid));
    try {
      String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
      int nameEnd = stat.lastIndexOf(')');
      boolean ended = stat.startsWith(" Z", nameEnd + 1) || stat.startsWith(" X", nameEnd + 1);
      return !ended
          && stat.substring(0, nameEnd).endsWith("(postgres")
          && Files.isSameFile(process.resolve("cwd"), home);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  /** Every process at work on the folder; none where the system does not show it. */
  static List<Long> allOn(Path home) {
    if (!Files.exists(PROCESSES.resolve("self/stat"))) {
      return List.of();
    }
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> worksOn(home, pid))
        .toList();
  }
}
