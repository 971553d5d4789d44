package org.tocsin.agent.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tocsin.agent.rule.Section;

/**
 * The rules of one engine.
 *
 * @param parsers what lines mean
 * @param scenarios what to look for
 * @param postOverflows what overflows mean
 */
public record RuleSet(List<HubItem> parsers, List<HubItem> scenarios, List<HubItem> postOverflows) {
  private static final List<String> ALWAYS =
      List.of("crowdsecurity/syslog-logs", "crowdsecurity/dateparse-enrich");

  /** The rules, brought into the order in which engines load them. */
  public RuleSet {
    parsers = sorted(parsers);
    scenarios = sorted(scenarios);
    postOverflows = sorted(postOverflows);
  }

  private static List<HubItem> sorted(List<HubItem> items) {
    return items.stream().sorted(Comparator.comparing(HubItem::installedPath)).toList();
  }

  /**
   * All rules of some collections, and the two parsers without which no line has a program or a
   * time.
   */
  public static RuleSet ofCollections(HubFolder hub, List<String> collections) {
    Names names = new Names();
    names.parsers.addAll(ALWAYS);
    Set<String> seen = new LinkedHashSet<>();
    collections.forEach(name -> names.collect(hub, name, seen));
    return new RuleSet(
        find(hub, HubFolder.Kind.PARSERS, names.parsers),
        find(hub, HubFolder.Kind.SCENARIOS, names.scenarios),
        find(hub, HubFolder.Kind.POSTOVERFLOWS, names.postOverflows));
  }

  private static List<HubItem> find(HubFolder hub, HubFolder.Kind kind, Set<String> names) {
    return names.stream().map(name -> hub.find(kind, name, hub.root())).toList();
  }

  private static final class Names {
    private final Set<String> parsers = new LinkedHashSet<>();
    private final Set<String> scenarios = new LinkedHashSet<>();
    private final Set<String> postOverflows = new LinkedHashSet<>();

    void collect(HubFolder hub, String collection, Set<String> seen) {
      if (!seen.add(collection)) {
        return;
      }
      HubItem item = hub.find(HubFolder.Kind.COLLECTIONS, collection, hub.root());
      List<String> inner = new ArrayList<>();
      for (Section document : item.file().documents()) {
        parsers.addAll(document.texts("parsers"));
        scenarios.addAll(document.texts("scenarios"));
        postOverflows.addAll(document.texts("postoverflows"));
        inner.addAll(document.texts("collections"));
      }
      inner.forEach(name -> collect(hub, name, seen));
    }
  }
}
