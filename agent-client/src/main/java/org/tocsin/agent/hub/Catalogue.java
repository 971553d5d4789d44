package org.tocsin.agent.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a source offers. An index is written by strangers: an entry whose name, path or digests are
 * not what they have to be is no entry.
 */
final class Catalogue {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_DESCRIPTION = 300;
  private static final List<String> UNUSED = List.of("appsec-rules", "appsec-configs");

  private final HubSource source;
  private final Map<Kind, Map<String, CatalogueItem>> items = new EnumMap<>(Kind.class);

  private final Map<RulePath, CatalogueItem> byPath = new HashMap<>();

  private Catalogue(HubSource source) {
    this.source = source;
    for (Kind kind : Kind.values()) {
      items.put(kind, new TreeMap<>());
    }
  }

  static Catalogue parse(HubSource source, byte[] index) {
    Catalogue catalogue = new Catalogue(source);
    try {
      JsonNode root = JsonMapper.builder().build().readTree(index);
      if (!root.isObject() || !root.path(Kind.PARSERS.folder()).isObject()) {
        throw new HubUnusable(source.name() + ": the index is not one of rules");
      }
      for (Kind kind : Kind.values()) {
        root.path(kind.folder())
            .properties()
            .forEach(
                entry -> item(kind, entry.getKey(), entry.getValue()).ifPresent(catalogue::add));
      }
      return catalogue;
    } catch (IOException e) {
      throw new HubUnusable(source.name() + ": the index is not JSON");
    }
  }

  private void add(CatalogueItem item) {
    named(item.kind()).put(item.name(), item);
    byPath.put(item.path(), item);
  }

  private Map<String, CatalogueItem> named(Kind kind) {
    return items.getOrDefault(kind, Map.of());
  }

  private static Optional<CatalogueItem> item(Kind kind, String name, JsonNode entry) {
    Optional<RulePath> path =
        RulePath.parse(entry.path("path").asText()).filter(found -> found.kind() == kind);
    Map<String, String> digests = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> version : entry.path("versions").properties()) {
      digests.put(version.getKey(), version.getValue().path("digest").asText());
    }
    String newest = entry.path("version").asText();
    boolean sound =
        RuleName.isOne(name)
            && digests.containsKey(newest)
            && digests.values().stream().allMatch(digest -> DIGEST.matcher(digest).matches());
    return path.filter(found -> sound)
        .map(
            found ->
                new CatalogueItem(
                    found,
                    name,
                    newest,
                    digests,
                    described(entry.path("description").asText()),
                    members(entry),
                    UNUSED.stream().flatMap(key -> texts(entry, key).stream()).toList(),
                    Optional.of(entry.path("content").asText()).filter(text -> !text.isEmpty())));
  }

  private static String described(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST_DESCRIPTION ? line : line.substring(0, LONGEST_DESCRIPTION);
  }

  private static Map<Kind, List<String>> members(JsonNode entry) {
    Map<Kind, List<String>> members = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      members.put(kind, texts(entry, kind.folder()));
    }
    return members;
  }

  private static List<String> texts(JsonNode entry, String key) {
    List<String> texts = new ArrayList<>();
    entry.path(key).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  HubSource source() {
    return source;
  }

  Optional<CatalogueItem> find(Kind kind, String name) {
    return Optional.ofNullable(named(kind).get(name));
  }

  Optional<CatalogueItem> at(RulePath path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** All of a kind, by name. */
  Collection<CatalogueItem> items(Kind kind) {
    return named(kind).values();
  }
}
