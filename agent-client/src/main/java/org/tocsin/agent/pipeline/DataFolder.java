package org.tocsin.agent.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.hub.HubUnusable;
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
      if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return Optional.of(text.lines().toList());
    } catch (InvalidPathException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new HubUnusable(folder.resolve(name) + ": cannot be read");
    }
  }
}
