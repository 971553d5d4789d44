package org.tocsin.agent.parser;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.enrichment.Enrichment;
import org.tocsin.agent.expression.Program;
import org.tocsin.agent.grok.Grok;
import org.tocsin.agent.grok.GrokRefused;
import org.tocsin.agent.rule.Section;

/** Makes nodes of what stands in parser files. */
final class NodeReader {
  private static final Set<String> KEYS =
      Set.of(
          "format",
          "name",
          "author",
          "description",
          "references",
          "filter",
          "onsuccess",
          "statics",
          "nodes",
          "pattern_syntax",
          "grok",
          "whitelist",
          "stash",
          "data",
          "debug",
          "profiling");
  private static final Set<String> GROK =
      Set.of("pattern", "name", "apply_on", "expression", "statics");
  private static final Set<String> STATIC =
      Set.of("method", "parsed", "meta", "enriched", "target", "value", "expression");
  private static final Set<String> STASH =
      Set.of("name", "key", "value", "ttl", "size", "strategy");
  private static final Set<String> WHITELIST = Set.of("reason", "ip", "cidr", "expression");
  private static final String NEXT_STAGE = "next_stage";
  private static final int STASH_SIZE = 100;

  private final Workshop workshop;
  private final Consumer<String> notes;

  NodeReader(Workshop workshop, Consumer<String> notes) {
    this.workshop = workshop;
    this.notes = notes;
  }

  Node topLevel(Section document) {
    return node(document, document.textOrEmpty("name"));
  }

  private Node node(Section section, String name) {
    section.only(KEYS);
    definePatterns(section);
    String success = section.textOrEmpty("onsuccess");
    if (!Set.of("", "continue", NEXT_STAGE).contains(success)) {
      throw section.refuse("onsuccess", "expected next_stage or continue");
    }
    Optional<Program> filter = section.condition("filter", workshop.language());
    Optional<GrokStep> grok = section.section("grok").map(this::grok);
    List<Node> children =
        section.sections("nodes").stream()
            .map(child -> node(child, child.text("name").orElse("child-" + name)))
            .toList();
    return new Node(
        name,
        filter,
        section.section("whitelist").map(this::whitelist),
        grok,
        section.sections("stash").stream().map(this::stash).toList(),
        children,
        statics(section),
        success.equals(NEXT_STAGE));
  }

  private void definePatterns(Section section) {
    Map<String, String> patterns =
        section.section("pattern_syntax").map(Section::entries).orElse(Map.of());
    patterns.forEach(
        (name, body) -> {
          try {
            if (!workshop.patterns().add(name, body)) {
              notes.accept(section.file() + ": the pattern " + name + " is defined already");
            }
          } catch (GrokRefused e) {
            throw section.refuse("pattern_syntax", name + ": " + e.getMessage());
          }
        });
  }

  private GrokStep grok(Section section) {
    section.only(GROK);
    String applyOn = section.textOrEmpty("apply_on");
    Optional<Program> expression = section.expression("expression", workshop.language());
    if (applyOn.isEmpty() == expression.isEmpty()) {
      throw section.refuse("apply_on", "needs either apply_on or expression");
    }
    return new GrokStep(pattern(section), applyOn, expression, statics(section));
  }

  private Grok pattern(Section section) {
    String pattern = section.textOrEmpty("pattern");
    try {
      if (!pattern.isEmpty()) {
        return workshop.patterns().compile(pattern);
      }
      return workshop.patterns().named(section.required("name"));
    } catch (GrokRefused e) {
      throw section.refuse(pattern.isEmpty() ? "name" : "pattern", String.valueOf(e.getMessage()));
    }
  }

  private List<Static> statics(Section section) {
    return section.sections("statics").stream().map(this::oneStatic).toList();
  }

  private Static oneStatic(Section section) {
    section.only(STATIC);
    Static.Target target = target(section);
    String value = section.textOrEmpty("value");
    Optional<Program> expression = section.expression("expression", workshop.language());
    if (value.isEmpty() && expression.isEmpty()) {
      throw section.refuse("value", "needs a value or an expression");
    }
    return new Static(value, expression, target);
  }

  private Static.Target target(Section section) {
    if (section.has("method")) {
      String method = section.required("method");
      if (!Enrichment.has(method)) {
        throw section.refuse("method", "unknown method " + method);
      }
      return new Static.Method(method, workshop.enrichment());
    }
    if (section.has("parsed")) {
      String key = section.required("parsed");
      return (event, value) -> event.parsed().put(key, value);
    }
    if (section.has("meta")) {
      String key = section.required("meta");
      return (event, value) -> event.meta().put(key, value);
    }
    if (!section.has("target")) {
      throw section.refuse("target", "needs one of meta, parsed, target and method");
    }
    return path(section);
  }

  /** A path that leads nowhere sets nothing; rules with one are in use, so it is only noted. */
  private Static.Target path(Section section) {
    String path = section.required("target");
    Optional<TargetPath> found = TargetPath.parse(path);
    if (found.isEmpty()) {
      notes.accept(section.file() + ": target: no text field at " + path);
      return (event, value) -> {};
    }
    return found.get();
  }

  private StashEntry stash(Section section) {
    section.only(STASH);
    return new StashEntry(
        section.required("name"),
        required(section, "key"),
        required(section, "value"),
        section.duration("ttl").orElseThrow(() -> section.refuse("ttl", "is missing")),
        section.number("size", STASH_SIZE));
  }

  private Program required(Section section, String key) {
    return section
        .expression(key, workshop.language())
        .orElseThrow(() -> section.refuse(key, "is missing"));
  }

  private Whitelist whitelist(Section section) {
    section.only(WHITELIST);
    Set<Address> addresses = new HashSet<>();
    for (String text : section.texts("ip")) {
      addresses.add(
          Address.parse(text).orElseThrow(() -> section.refuse("ip", "not an address: " + text)));
    }
    List<Prefix> ranges =
        section.texts("cidr").stream()
            .map(
                text ->
                    Prefix.parse(text)
                        .orElseThrow(() -> section.refuse("cidr", "not a range: " + text)))
            .toList();
    return new Whitelist(
        section.textOrEmpty("reason"),
        addresses,
        ranges,
        section.conditions("expression", workshop.language()));
  }
}
