package org.tocsin.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tocsin.agent.hub.Change;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.hub.RuleState;

/** Prints how rules stand and what commands did with them, for people and for scripts. */
final class RuleStates {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> HEADINGS = List.of("NAME", "STATUS", "VERSION", "DESCRIPTION");

  private final PrintWriter out;
  private final PrintWriter err;

  RuleStates(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void print(Map<Kind, List<RuleState>> states, Listing.Format output) {
    switch (output) {
      case JSON -> json(states);
      case RAW -> raw(states);
      default -> states.forEach((kind, rules) -> table(kind, rules));
    }
  }

  private void json(Map<Kind, List<RuleState>> states) {
    ObjectNode root = JSON.createObjectNode();
    states.forEach(
        (kind, rules) -> {
          ArrayNode array = root.putArray(kind.folder());
          rules.forEach(rule -> array.add(object(rule)));
        });
    write(root);
  }

  static ObjectNode object(RuleState rule) {
    ObjectNode object = JSON.createObjectNode();
    object.put("name", rule.name());
    object.put("status", rule.status());
    object.put("local_version", rule.version());
    object.put("local_path", rule.path().map(Path::toString).orElse(""));
    object.put("description", rule.description());
    return object;
  }

  void write(ObjectNode root) {
    try {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and lists are always JSON", e);
    }
  }

  private void raw(Map<Kind, List<RuleState>> states) {
    boolean several = states.size() > 1;
    out.println("name,status,version,description" + (several ? ",type" : ""));
    states.forEach(
        (kind, rules) -> {
          for (RuleState rule : rules) {
            List<String> cells = new ArrayList<>(cells(rule));
            if (several) {
              cells.add(kind.folder());
            }
            out.println(cells.stream().map(Listing::quoted).collect(Collectors.joining(",")));
          }
        });
  }

  private static List<String> cells(RuleState rule) {
    return List.of(
        Listing.clean(rule.name()),
        rule.status(),
        Listing.clean(rule.version()),
        Listing.clean(rule.description()));
  }

  private void table(Kind kind, List<RuleState> rules) {
    out.println(kind.folder().toUpperCase(java.util.Locale.ROOT) + " (" + rules.size() + ")");
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    rules.forEach(rule -> rows.add(cells(rule)));
    int[] widths = new int[HEADINGS.size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rules.isEmpty() ? List.<List<String>>of() : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(" " + (line + row.get(widths.length)).stripTrailing());
    }
  }

  /** Prints one rule with all that is known of it. */
  void inspect(ObjectNode rule, Listing.Format output) {
    if (output == Listing.Format.JSON) {
      write(rule);
      return;
    }
    rule.properties()
        .forEach(
            field -> {
              if (field.getValue().isArray()) {
                field
                    .getValue()
                    .forEach(one -> out.println("member: " + Listing.clean(one.asText())));
              } else {
                out.println(field.getKey() + ": " + Listing.clean(field.getValue().asText()));
              }
            });
  }

  /** Tells what a command did; what it did not goes to the other stream, unless scripts read. */
  void tell(List<Change> changes, Listing.Format output) {
    List<String> done = changes.stream().flatMap(change -> change.done().stream()).toList();
    List<String> notes = changes.stream().flatMap(change -> change.notes().stream()).toList();
    if (output == Listing.Format.JSON) {
      ObjectNode root = JSON.createObjectNode();
      done.forEach(root.putArray("done")::add);
      notes.forEach(root.putArray("notes")::add);
      write(root);
      return;
    }
    notes.forEach(note -> err.println("tocsin-agent: note: " + Listing.clean(note)));
    done.forEach(line -> out.println(Listing.clean(line)));
    if (done.isEmpty() && output == Listing.Format.HUMAN) {
      out.println("Nothing to do.");
    }
  }
}
