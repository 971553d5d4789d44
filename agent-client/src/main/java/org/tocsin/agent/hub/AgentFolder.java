package org.tocsin.agent.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.agent.rule.RuleFile;

/**
 * The agent's configuration folder, laid out as stock engines lay out theirs. What is loaded stands
 * as {@code parsers/STAGE/NAME.yaml}, {@code scenarios/NAME.yaml} and so on. A link there leads
 * into {@code hub/}, where installed rules are kept; a plain file there was written by hand. So
 * nothing but the files says what is installed, and nothing can disagree with them.
 */
public final class AgentFolder {
  private static final int STAGED = 2;
  private static final int UNSTAGED = 1;

  private final Path root;

  public AgentFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** One file that is loaded: its place, and whether it was written by hand. */
  record Loaded(Path place, boolean local) {}

  /** Where rules that were installed are kept, enabled or not. */
  Path kept() {
    return root.resolve("hub");
  }

  /** Where the data files of rules are. */
  public Path data() {
    return root.resolve("data");
  }

  Path root() {
    return root;
  }

  /** The rules of a kind that are enabled, in the order in which engines load them. */
  public List<HubItem> enabled(Kind kind) {
    return loaded(kind).stream().map(loaded -> read(kind, loaded.place())).toList();
  }

  /** Whether any rule is enabled that was installed, rather than written by hand. */
  public boolean hasInstalledRules() {
    return Stream.of(Kind.PARSERS, Kind.SCENARIOS)
        .flatMap(kind -> loaded(kind).stream())
        .anyMatch(loaded -> !loaded.local());
  }

  /** The files of a kind that are loaded. A link that leads nowhere is not one of them. */
  List<Loaded> loaded(Kind kind) {
    Path folder = root.resolve(kind.folder());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    int depth = kind.isStaged() ? STAGED : UNSTAGED;
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> folder.relativize(file).getNameCount() == depth)
          .filter(file -> RuleName.isYaml(file) && Files.isRegularFile(file))
          .sorted()
          .map(file -> new Loaded(file, !leadsToKept(file)))
          .toList();
    } catch (IOException e) {
      throw new HubUnusable(folder + ": cannot be listed");
    }
  }

  private boolean leadsToKept(Path file) {
    return target(file).filter(found -> found.startsWith(kept())).isPresent();
  }

  private HubItem read(Kind kind, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String stage = kind.isStaged() && folder != null ? String.valueOf(folder.getFileName()) : "";
    return new HubItem(file, stage, new RuleFile(root.relativize(file).toString(), text(file)));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new HubUnusable(file + ": cannot be read");
    }
  }

  /** The files that were installed, enabled or not, by their paths in the hub. */
  List<RulePath> keptPaths(Kind kind) {
    Path folder = kept().resolve(kind.folder());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, kind.isStaged() ? STAGED + 1 : UNSTAGED + 1)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .flatMap(file -> RulePath.parse(kept().relativize(file).toString()).stream())
          .toList();
    } catch (IOException e) {
      throw new HubUnusable(folder + ": cannot be listed");
    }
  }

  /** Where an installed rule is kept. */
  Path file(RulePath path) {
    return kept().resolve(path.text());
  }

  /** Where an enabled rule stands. */
  Path place(RulePath path) {
    return root.resolve(path.installed());
  }

  /** Whether the rule at this path of the hub is loaded from there. */
  boolean isEnabled(RulePath path) {
    return target(place(path)).filter(file(path)::equals).isPresent();
  }

  /** Where a link leads, if there is one at this place. */
  static Optional<Path> target(Path place) {
    if (!Files.isSymbolicLink(place)) {
      return Optional.empty();
    }
    try {
      return Optional.of(place.resolveSibling(Files.readSymbolicLink(place)).normalize());
    } catch (IOException e) {
      throw new HubUnusable(place + ": cannot be read");
    }
  }
}
