package org.tocsin.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a release in a folder: the server's {@code releases/}, or a copy of it. */
public final class FolderFiles implements ReleaseFiles {

  private static final String SERVED_UNDER = "/blocklist/";

  private final Path folder;

  /** Reads a folder that holds what is served under {@code /blocklist/}. */
  public FolderFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public Optional<byte[]> get(String url, long most) throws IOException {
    int name = url.indexOf(SERVED_UNDER);
    if (name < 0) {
      return Optional.empty();
    }
    Path file = folder.resolve(url.substring(name + SERVED_UNDER.length())).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1)));
    }
  }
}
