package org.tocsin.release;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.tocsin.publication.ReleaseSets;

/**
 * The writer of releases as the server has it, into a folder, of any history: everything but the
 * database and the second look.
 */
public final class ReleaseWriting {

  private final ReleaseWriter writer;

  /** Signs with a key of its own. */
  public ReleaseWriting(ReleaseSets sets, Path folder, InstantSource clock) {
    this.writer =
        new ReleaseWriter(
            sets,
            new MemoryCommits(),
            new FolderStore(folder, clock),
            ReleaseKeys.parse(ReleaseKeys.generate(new SecureRandom())),
            any -> List.of(),
            Supplier::get);
  }

  /** Brings the newest release out and returns its head. */
  public Head write(Instant now) throws IOException {
    return writer.write(now).head();
  }
}
