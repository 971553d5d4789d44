package org.tocsin.agent.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.agent.rule.RuleFile;

/** A folder with rules laid out like the hub: {@code parsers/STAGE/AUTHOR/NAME.yaml} and so on. */
public final class HubFolder {
  private static final String INDEX = ".index.json";

  private final Path root;
  private final Map<Kind, Map<String, Path>> named = new HashMap<>();

  private HubFolder(Path root) {
    this.root = root;
  }

  /** Opens the folder: by its index if it has one, else by what files it holds. */
  public static HubFolder open(Path root) {
    if (!Files.isDirectory(root)) {
      throw new HubUnusable(root + ": not a folder");
    }
    HubFolder hub = new HubFolder(root);
    Path index = root.resolve(INDEX);
    for (Kind kind : Kind.values()) {
      hub.named.put(kind, new HashMap<>());
    }
    try {
      if (Files.exists(index)) {
        hub.readIndex(JsonMapper.builder().build().readTree(Files.readString(index)));
      } else {
        hub.walk();
      }
    } catch (IOException e) {
      throw new HubUnusable(root + ": " + e.getMessage());
    }
    return hub;
  }

  private void readIndex(JsonNode index) {
    for (Kind kind : Kind.values()) {
      index
          .path(kind.folder())
          .properties()
          .forEach(item -> add(kind, item.getKey(), item.getValue().path("path").asText()));
    }
  }

  private void add(Kind kind, String name, String path) {
    inside(root, path).ifPresent(found -> named.getOrDefault(kind, Map.of()).put(name, found));
  }

  private void walk() throws IOException {
    for (Kind kind : Kind.values()) {
      Path folder = root.resolve(kind.folder());
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, kind.isStaged() ? 3 : 2)) {
          files.filter(HubFolder::isYaml).forEach(file -> add(kind, nameOf(file), relative(file)));
        }
      }
    }
  }

  private String relative(Path file) {
    return root.relativize(file).toString();
  }

  static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static String nameOf(Path file) {
    String base = String.valueOf(file.getFileName()).replaceAll("\\.ya?ml$", "");
    Path author = file.toAbsolutePath().getParent();
    return (author == null ? "" : author.getFileName() + "/") + base;
  }

  /** A path below a folder, if it leads to a file there and not out of it. */
  private static Optional<Path> inside(Path folder, String path) {
    try {
      Path found = folder.resolve(path).normalize();
      Path absolute = found.toAbsolutePath().normalize();
      boolean below = absolute.startsWith(folder.toAbsolutePath().normalize());
      return below && Files.isRegularFile(found) ? Optional.of(found) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The names of all rules of a kind. */
  public List<String> names(Kind kind) {
    return named.getOrDefault(kind, Map.of()).keySet().stream().sorted().toList();
  }

  /** A rule by its name, or else by its path in the hub or in another folder. */
  public HubItem find(Kind kind, String name, Path otherwise) {
    Path path =
        Optional.ofNullable(named.getOrDefault(kind, Map.of()).get(name))
            .or(() -> inside(root, name))
            .or(() -> inside(otherwise, name))
            .orElseThrow(
                () -> new HubUnusable("no " + kind.singular() + " " + name + " in " + root));
    return read(kind, path);
  }

  private HubItem read(Kind kind, Path path) {
    String stage = kind.isStaged() ? folderAbove(path, 2) : "";
    String shown = path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    return new HubItem(path, stage, new RuleFile(shown, text(path)));
  }

  private static String folderAbove(Path path, int levels) {
    Path absolute = path.toAbsolutePath();
    int at = absolute.getNameCount() - 1 - levels;
    return at < 0 ? "" : absolute.getName(at).toString();
  }

  private static String text(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new HubUnusable(path + ": cannot be read");
    }
  }

  public Path root() {
    return root;
  }
}
