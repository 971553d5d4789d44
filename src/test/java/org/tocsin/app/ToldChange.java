package org.tocsin.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change as somebody outside can notice it.
 *
 * @param orgs the names of those it is delivered to, for scoped listings
 * @param reason why, as JSON
 */
record ToldChange(Instant at, String ip, String state, Set<String> orgs, String reason) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<ToldChange> read(Path file) throws IOException {
    List<ToldChange> changes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isEmpty()) {
        continue;
      }
      JsonNode change = JSON.readTree(line);
      Set<String> orgs = new TreeSet<>();
      change.path("orgs").forEach(org -> orgs.add(org.asText()));
      changes.add(
          new ToldChange(
              Instant.parse(change.path("at").asText()),
              change.path("ip").asText(),
              change.path("state").asText(),
              orgs,
              canonical(change.path("reason"))));
    }
    return changes;
  }

  /** Returns the same JSON always as the same text. */
  static String canonical(JsonNode json) {
    try {
      return JSON.writer()
          .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .writeValueAsString(JSON.treeToValue(json, Object.class));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Returns of each run the last change of each address, in order of addresses, and only what
   * differs from what was told before.
   */
  static List<ToldChange> noticeable(Collection<ToldChange> changes) {
    Map<List<Object>, ToldChange> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(List.of(change.at(), change.ip()), change));
    Map<String, ToldChange> before = new HashMap<>();
    List<ToldChange> noticeable = new ArrayList<>();
    last.values().stream()
        .sorted(Comparator.comparing(ToldChange::at).thenComparing(ToldChange::ip))
        .forEach(
            change -> {
              ToldChange told = before.put(change.ip(), change);
              boolean same =
                  told == null
                      ? change.state().equals("none")
                      : told.state().equals(change.state()) && told.orgs().equals(change.orgs());
              if (!same) {
                noticeable.add(change);
              }
            });
    return noticeable;
  }

  /** Why recipients changed is not kept by a server. */
  ToldChange withoutReason() {
    return new ToldChange(at, ip, state, orgs, "");
  }
}
