package org.tocsin.agent.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/**
 * The rules that come with the program: all that the collection {@code tocsin/starter} names, so
 * that the agent detects attacks before anything is installed.
 */
public final class StarterRules {
  /** The collection that names them all. */
  public static final String COLLECTION = "tocsin/starter";

  private static final List<String> STAGES =
      List.of("s00-raw", "s01-parse", "s02-enrich", "s00-enrich", "s01-whitelist");

  private final Map<Kind, Map<String, HubItem>> items = new EnumMap<>(Kind.class);

  private StarterRules() {
    for (Kind kind : Kind.values()) {
      items.put(kind, new LinkedHashMap<>());
    }
  }

  /** Reads them from the program itself. */
  public static StarterRules read() {
    StarterRules rules = new StarterRules();
    rules.collect(Kind.COLLECTIONS, COLLECTION);
    return rules;
  }

  /** The rules of a kind. */
  public List<HubItem> items(Kind kind) {
    return List.copyOf(named(kind).values());
  }

  Map<String, HubItem> named(Kind kind) {
    return items.getOrDefault(kind, Map.of());
  }

  /** The rules as a source to install from. */
  public HubSource source() {
    return new StarterSource(this);
  }

  private void collect(Kind kind, String name) {
    Map<String, HubItem> known = named(kind);
    if (known.containsKey(name)) {
      return;
    }
    HubItem item =
        find(kind, name)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the " + kind.singular() + " " + name + " is missing from the program"));
    known.put(name, item);
    if (kind == Kind.COLLECTIONS) {
      for (Section document : item.file().documents()) {
        for (Kind member : Kind.values()) {
          document.texts(member.folder()).forEach(inner -> collect(member, inner));
        }
      }
    }
  }

  /** A collection names its members without their stages; no two stages have the same name. */
  private static Optional<HubItem> find(Kind kind, String name) {
    if (!kind.isStaged()) {
      return read(kind.folder() + "/" + name + ".yaml", "");
    }
    return STAGES.stream()
        .flatMap(stage -> read(kind.folder() + "/" + stage + "/" + name + ".yaml", stage).stream())
        .findFirst();
  }

  private static Optional<HubItem> read(String path, String stage) {
    try (InputStream in = StarterRules.class.getResourceAsStream("starter/" + path)) {
      if (in == null) {
        return Optional.empty();
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new HubItem(Path.of(path), stage, new RuleFile(path, text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
