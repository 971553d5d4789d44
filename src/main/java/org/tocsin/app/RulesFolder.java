package org.tocsin.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tocsin.curation.Rules;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.RulesRefused;

/** Reads the files of a rules folder. */
final class RulesFolder {

  private static final int LARGEST = 16 << 20;

  private RulesFolder() {}

  static Rules read(Path folder) throws RulesRefused {
    TreeMap<String, String> texts = new TreeMap<>();
    try {
      for (Path file : files(folder)) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (Files.size(file) > LARGEST) {
          throw refused(name, "the file is larger than " + LARGEST + " bytes");
        }
        texts.put(name, text(file, name));
      }
    } catch (IOException e) {
      throw refused(folder.toString(), "cannot read the rules folder: " + e.getMessage());
    }
    return RulesReader.read(texts);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : List.of(folder, folder.resolve("allowlists"))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> entries = Files.list(place)) {
          entries.filter(RulesFolder::isRules).forEach(files::add);
        }
      }
    }
    return files;
  }

  private static boolean isRules(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static String text(Path file, String name) throws IOException, RulesRefused {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (java.nio.charset.CharacterCodingException e) {
      throw refused(name, "the file is not UTF-8");
    }
  }

  private static RulesRefused refused(String name, String message) {
    return new RulesRefused(List.of(new RulesProblem(name, 1, "", message)));
  }
}
