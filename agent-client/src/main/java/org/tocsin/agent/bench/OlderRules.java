package org.tocsin.agent.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.pipeline.RuleSet;

/**
 * Rules of the hub in two copies, one laid out as engines install them and one as a hub for this
 * agent, that stay the same while rules are taken out which an older engine cannot read. What
 * changes nothing in what is found is put in words that all engines read.
 */
final class OlderRules {
  /** The collection that has all that is left. */
  static final String COLLECTION = "bench/shared";

  private static final Pattern LABELS =
      Pattern.compile(
          "(?m)^labels:[^\\n]*(\\n([ \\t]+[^\\n]*|-(?!--)[^\\n]*|#[^\\n]*|)(?=\\n|\\z))*");

  /** How much of what a data file said is remembered, which older engines do not know. */
  private static final Pattern CACHES =
      Pattern.compile("(?m)^[ \\t]+(strategy|size|cache|ttl):[^\\n]*\\n?");

  private final Path installed;
  private final Path hub;
  private final List<Placed> rules = new ArrayList<>();

  /** A rule in both copies. */
  private record Placed(String kind, String name, Path installed, Path inHub) {}

  private OlderRules(Path folder) {
    installed = folder.resolve("engine");
    hub = folder.resolve("hub");
  }

  static OlderRules of(Path from, String collection, Path folder) throws IOException {
    RuleSet all = RuleSet.ofCollections(HubFolder.open(from), List.of(collection));
    OlderRules rules = new OlderRules(folder);
    rules.place("parsers", all.parsers());
    rules.place("scenarios", all.scenarios());
    copy(from.resolve("patterns"), rules.installed.resolve("patterns"));
    copy(from.resolve("data"), rules.installed.resolve("data"));
    copy(from.resolve("data"), rules.hub.resolve("data"));
    // What this file holds is part of the engine itself, which refuses to be told twice.
    Files.deleteIfExists(rules.installed.resolve("patterns/base"));
    rules.writeCollection();
    return rules;
  }

  private void place(String kind, List<HubItem> items) throws IOException {
    for (HubItem item : items) {
      String name = String.valueOf(item.path().getFileName());
      Path path = item.path().toAbsolutePath();
      String author = path.getName(path.getNameCount() - 2).toString();
      String text = simplified(item.file().text());
      Path stage = Path.of(kind).resolve(item.stage());
      Path flat = write(installed.resolve(stage).resolve(name), text);
      Path deep = write(hub.resolve(stage).resolve(author).resolve(name), text);
      rules.add(new Placed(kind, author + "/" + name.replaceAll("\\.ya?ml$", ""), flat, deep));
    }
  }

  private static String simplified(String text) {
    String plain = LABELS.matcher(text).replaceAll("labels: {remediation: true}");
    return CACHES.matcher(plain).replaceAll("");
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    if (Files.isDirectory(from)) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private void writeCollection() throws IOException {
    StringBuilder text = new StringBuilder("name: " + COLLECTION + "\n");
    for (String kind : List.of("parsers", "scenarios")) {
      text.append(kind).append(":\n");
      rules.stream()
          .filter(rule -> rule.kind().equals(kind))
          .forEach(rule -> text.append("  - ").append(rule.name()).append('\n'));
    }
    write(hub.resolve("collections/" + COLLECTION + ".yaml"), text.toString());
  }

  /** Takes the first rule out whose file is named in this text, and gives its name. */
  Optional<String> takeOutNamedIn(String text) throws IOException {
    for (Placed rule : rules) {
      if (text.contains(rule.installed().toString())) {
        Files.delete(rule.installed());
        Files.delete(rule.inHub());
        rules.remove(rule);
        writeCollection();
        return Optional.of(rule.name());
      }
    }
    return Optional.empty();
  }

  /** The folder with the rules as an engine installs them. */
  Path installed() {
    return installed;
  }

  /** The same rules as a hub. */
  Path hub() {
    return hub;
  }
}
