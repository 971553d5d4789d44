package org.tocsin.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tocsin.curation.rules.Reading;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.RulesRefused;

/** Reads the files of a rules folder. */
final class RulesFolder {

  private static final int LARGEST = 16 << 20;

  private RulesFolder() {}

  /** Returns the folder that comes with the project. */
  static Path shipped() {
    return Path.of(System.getProperty("tocsin.home", "."), "curation-rules");
  }

  /** Tells an operator what is wrong, a line for each problem. */
  static void print(Path folder, RulesRefused refused, PrintWriter to) {
    for (RulesProblem problem : refused.problems()) {
      String behindFile = problem.toString().substring(problem.file().length());
      to.println("tocsin: " + folder.resolve(problem.file()) + behindFile);
    }
  }

  static Reading read(Path folder) throws RulesRefused {
    return RulesReader.read(texts(folder));
  }

  /** Returns the text of each file by its name relative to the folder. */
  static SortedMap<String, String> texts(Path folder) throws RulesRefused {
    return texts(folder, RulesFolder::files);
  }

  /** Returns the text of each file of the folder's own cases, by its name as above. */
  static SortedMap<String, String> cases(Path folder) throws RulesRefused {
    return texts(folder, RulesFolder::caseFiles);
  }

  private interface Listing {
    List<Path> of(Path folder) throws IOException;
  }

  private static SortedMap<String, String> texts(Path folder, Listing listing) throws RulesRefused {
    TreeMap<String, String> texts = new TreeMap<>();
    try {
      for (Path file : listing.of(folder)) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (Files.size(file) > LARGEST) {
          throw refused(name, "the file is larger than " + LARGEST + " bytes");
        }
        texts.put(name, text(file, name));
      }
    } catch (IOException e) {
      throw refused(folder.toString(), "cannot read the rules folder: " + e.getMessage());
    }
    return texts;
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    add(folder, RulesFolder::isRules, files);
    add(folder.resolve("allowlists"), RulesFolder::isYaml, files);
    add(folder.resolve("ranges"), name -> name.endsWith(".txt") || name.endsWith(".json"), files);
    add(folder.resolve("reference"), name -> name.endsWith(".txt"), files);
    return files;
  }

  private static List<Path> caseFiles(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Path tests = folder.resolve("tests");
    if (Files.isDirectory(tests)) {
      try (Stream<Path> cases = Files.list(tests)) {
        for (Path one : cases.filter(Files::isDirectory).toList()) {
          add(one, name -> !name.endsWith("~"), files);
        }
      }
    }
    return files;
  }

  private static void add(Path place, Predicate<String> wanted, List<Path> files)
      throws IOException {
    if (Files.isDirectory(place)) {
      try (Stream<Path> entries = Files.list(place)) {
        entries
            .filter(Files::isRegularFile)
            .filter(file -> wanted.test(file.getFileName().toString()))
            .filter(file -> !file.getFileName().toString().startsWith("."))
            .forEach(files::add);
      }
    }
  }

  private static boolean isRules(String name) {
    return isYaml(name) || name.equals("hub-digests.txt") || name.equals("agent-digests.txt");
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
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
