package org.tocsin.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What root makes in the folder of an agent that runs as somebody else. */
final class StoreOwnerTest {
  @TempDir private Path folder;

  @Test
  void whatRootMakesBelongsToWhomTheFolderBelongs() throws IOException {
    assumeThat(Files.getOwner(folder).getName()).as("run as root").isEqualTo("root");
    UserPrincipal agent =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(folder, agent);

    try (SqliteStore store = SqliteStore.open(folder)) {
      new SqliteBouncers(store).add("firewall", "a-key-of-a-firewall", Instant.EPOCH);
      for (String name : new String[] {"agent.db", "agent.db-wal", "agent.db-shm"}) {
        Path file = folder.resolve(name);
        assertThat(Files.getOwner(file)).as(name).isEqualTo(agent);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
  }
}
