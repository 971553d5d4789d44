package org.tocsin.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data folders that share one set of unpacked programs, to spare each test the unpacking. */
final class ScratchFolders {
  private final Path root;
  private final Binaries binaries;

  ScratchFolders(Path root) throws PostgresStartException {
    this.root = root;
    this.binaries = Binaries.in(root);
  }

  Binaries binaries() {
    return binaries;
  }

  Path create() throws IOException {
    Path folder = Files.createTempDirectory(root, "data").toRealPath();
    Files.createSymbolicLink(
        folder.resolve(binaries.home().getFileName()), binaries.home().toRealPath());
    return folder;
  }
}
