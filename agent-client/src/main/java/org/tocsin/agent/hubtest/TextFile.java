package org.tocsin.agent.hubtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of tests as text. */
final class TextFile {
  private TextFile() {}

  static String read(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new HubTestUnusable(path + ": cannot be read");
    }
  }

  /** The text of a file, or none if there is no such file. */
  static String readIfThere(Path path) {
    return Files.exists(path) ? read(path) : "";
  }
}
