package org.tocsin.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.decision.Target;

/** A file of decisions to be made. The first line that is wrong is named and nothing is read. */
record DecisionFile(List<DecisionFile.Entry> entries) {
  private static final int LARGEST = 64 << 20;
  private static final int MOST = 500_000;
  private static final Set<String> FIELDS =
      Set.of("value", "scope", "type", "duration", "reason", "scenario");

  /** One decision, as far as the file says. */
  record Entry(
      Target target, Optional<String> type, Optional<String> duration, Optional<String> reason) {}

  static DecisionFile read(Path file, String format, Optional<String> scope) {
    String text = text(file);
    List<Entry> entries =
        switch (format.toLowerCase(Locale.ROOT)) {
          case "values" -> values(text, scope);
          case "csv" -> csv(text, scope);
          case "json" -> json(text, scope);
          default -> throw new BadInput("--format: values, csv or json");
        };
    if (entries.size() > MOST) {
      throw new BadInput(
          file + ": more than " + MOST + " decisions; lists of that size are shared");
    }
    return new DecisionFile(entries);
  }

  private static String text(Path file) {
    boolean standard = file.toString().equals("-");
    try (InputStream in = standard ? System.in : Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new BadInput(file + ": longer than 64 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read");
    }
  }

  private static List<Entry> values(String text, Optional<String> scope) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String value = line.replaceAll("#.*", "").strip();
      if (!value.isEmpty()) {
        entries.add(entry(Map.of("value", value), scope, "line " + number));
      }
    }
    return entries;
  }

  private static List<Entry> csv(String text, Optional<String> scope) {
    List<Entry> entries = new ArrayList<>();
    List<String> header = List.of();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      List<String> fields = fields(line, number);
      if (header.isEmpty()) {
        header = fields.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      } else if (!line.isBlank()) {
        if (fields.size() != header.size()) {
          throw new BadInput(
              "line " + number + ": " + fields.size() + " fields instead of " + header.size());
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
          named.put(header.get(i), fields.get(i).strip());
        }
        entries.add(entry(named, scope, "line " + number));
      }
    }
    return entries;
  }

  private static List<String> fields(String line, int number) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new BadInput("line " + number + ": a quote is not closed");
    }
    fields.add(field.toString());
    return fields;
  }

  private static List<Entry> json(String text, Optional<String> scope) {
    List<Entry> entries = new ArrayList<>();
    try {
      JsonNode all = JsonMapper.builder().build().readTree(text);
      if (!all.isArray()) {
        throw new BadInput("expected a list of objects");
      }
      for (JsonNode one : all) {
        Map<String, String> named = new LinkedHashMap<>();
        one.properties().forEach(field -> named.put(field.getKey(), field.getValue().asText()));
        entries.add(entry(named, scope, "item " + (entries.size() + 1)));
      }
    } catch (JsonProcessingException e) {
      throw new BadInput("not JSON: " + e.getOriginalMessage());
    }
    return entries;
  }

  private static Entry entry(Map<String, String> named, Optional<String> scope, String where) {
    for (String name : named.keySet()) {
      if (!FIELDS.contains(name)) {
        throw new BadInput(where + ": a field " + Listing.clean(name) + " is not known");
      }
    }
    String value = named.getOrDefault("value", "");
    Optional<String> given = text(named, "scope").or(() -> scope);
    try {
      Target target = given.map(word -> Target.of(word, value)).orElseGet(() -> Target.of(value));
      return new Entry(
          target,
          text(named, "type"),
          text(named, "duration"),
          text(named, "reason").or(() -> text(named, "scenario")));
    } catch (IllegalArgumentException e) {
      throw new BadInput(where + ": " + Listing.clean(String.valueOf(e.getMessage())));
    }
  }

  private static Optional<String> text(Map<String, String> named, String name) {
    return Optional.ofNullable(named.get(name)).filter(found -> !found.isBlank());
  }
}
