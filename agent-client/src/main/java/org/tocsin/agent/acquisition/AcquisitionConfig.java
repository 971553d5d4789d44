package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.RuleRefused;

/** One source of lines, as configured. Read from files of the shape that stock engines have. */
public final class AcquisitionConfig {
  private static final long LONGEST = 4 << 20;

  private final String name;
  private final Map<String, String> labels;
  private final boolean replayed;
  private final Origin origin;

  AcquisitionConfig(String name, Map<String, String> labels, boolean replayed, Origin origin) {
    this.name = name;
    this.labels = Map.copyOf(labels);
    this.replayed = replayed;
    this.origin = origin;
  }

  /** The sources in a text, one of each document; a mistake is a {@link RuleRefused}. */
  public static List<AcquisitionConfig> read(RuleFile file) {
    return file.documents().stream().map(SourceReader::read).toList();
  }

  /** The sources in a file, or in all files of a folder that end like YAML, in order of names. */
  public static List<AcquisitionConfig> read(Path path) {
    if (!Files.isDirectory(path)) {
      return read(new RuleFile(path.toString(), text(path)));
    }
    List<AcquisitionConfig> configs = new ArrayList<>();
    try (Stream<Path> entries = Files.list(path)) {
      entries
          .filter(entry -> entry.toString().endsWith(".yaml") || entry.toString().endsWith(".yml"))
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(entry -> configs.addAll(read(new RuleFile(entry.toString(), text(entry)))));
    } catch (IOException e) {
      throw new RuleRefused(path.toString(), 1, "", "cannot be read: " + e.getMessage());
    }
    return configs;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new RuleRefused(file.toString(), 1, "", "longer than " + LONGEST + " bytes");
      }
      return Files.readString(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new RuleRefused(file.toString(), 1, "", "there is no such file");
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new RuleRefused(file.toString(), 1, "", "is not UTF-8 text");
    } catch (IOException e) {
      throw new RuleRefused(file.toString(), 1, "", "cannot be read: " + e.getMessage());
    }
  }

  /** What the source is called in notes and counts. */
  public String name() {
    return name;
  }

  /** What is said of all its lines; {@code type} at least. */
  public Map<String, String> labels() {
    return labels;
  }

  /** Whether its lines count by the time in them. */
  public boolean replayed() {
    return replayed;
  }

  Origin origin() {
    return origin;
  }
}
