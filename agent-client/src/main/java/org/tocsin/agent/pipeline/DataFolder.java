package org.tocsin.agent.pipeline;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.vocabulary.DataFiles;

/** The folder with the data files that rules name. */
public final class DataFolder {
  private final Path folder;

  public DataFolder(Path folder) {
    this.folder = folder;
  }

  public DataFiles files() {
    return new DataFiles(this::lines);
  }

  private Optional<List<String>> lines(String name) {
    try {
      Path file = folder.resolve(name).normalize();
      boolean there = file.startsWith(folder.normalize()) && Files.isRegularFile(file);
      return there ? Optional.of(HubFolder.text(file).lines().toList()) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
