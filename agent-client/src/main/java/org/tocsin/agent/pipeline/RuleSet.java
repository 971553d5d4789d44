package org.tocsin.agent.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.tocsin.agent.hub.AgentFolder;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.hub.StarterRules;
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

  /** The names of all scenarios, as a server is told them. */
  public List<String> scenarioNames() {
    return scenarios.stream()
        .flatMap(item -> item.file().documents().stream())
        .map(document -> document.textOrEmpty("name"))
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<HubItem> sorted(List<HubItem> items) {
    return items.stream().sorted(Comparator.comparing(HubItem::installedPath)).toList();
  }

  /**
   * All rules of some collections, and of the two parsers without which no line has a program or a
   * time those that the hub has; one that lacks them names its own in its collections.
   */
  public static RuleSet ofCollections(HubFolder hub, List<String> collections) {
    Names names = new Names();
    List<String> known = hub.names(Kind.PARSERS);
    ALWAYS.stream().filter(known::contains).forEach(names.parsers::add);
    Set<String> seen = new LinkedHashSet<>();
    collections.forEach(name -> names.collect(hub, name, seen));
    return new RuleSet(
        find(hub, Kind.PARSERS, names.parsers),
        find(hub, Kind.SCENARIOS, names.scenarios),
        find(hub, Kind.POSTOVERFLOWS, names.postOverflows));
  }

  /**
   * The rules that are enabled in the agent's folder. As long as nothing is installed there, the
   * rules that come with the program are used, together with those written by hand. Later on they
   * still lend what other rules take for granted, if it is not there: that lines are taken apart
   * and dates are read.
   */
  public static RuleSet installed(AgentFolder folder, StarterRules starter) {
    List<HubItem> parsers = new ArrayList<>(folder.enabled(Kind.PARSERS));
    List<HubItem> scenarios = new ArrayList<>(folder.enabled(Kind.SCENARIOS));
    List<HubItem> postOverflows = new ArrayList<>(folder.enabled(Kind.POSTOVERFLOWS));
    if (folder.hasInstalledRules()) {
      List<Predicate<HubItem>> granted = List.of(RuleSet::takesLinesApart, RuleSet::readsDates);
      granted.stream()
          .filter(kind -> parsers.stream().noneMatch(kind))
          .flatMap(kind -> starter.items(Kind.PARSERS).stream().filter(kind))
          .toList()
          .forEach(parsers::add);
    } else {
      parsers.addAll(starter.items(Kind.PARSERS));
      scenarios.addAll(starter.items(Kind.SCENARIOS));
      postOverflows.addAll(starter.items(Kind.POSTOVERFLOWS));
    }
    return new RuleSet(parsers, scenarios, postOverflows);
  }

  private static boolean takesLinesApart(HubItem parser) {
    return parser.stage().equals("s00-raw");
  }

  private static boolean readsDates(HubItem parser) {
    return parser.file().text().contains("ParseDate");
  }

  private static List<HubItem> find(HubFolder hub, Kind kind, Set<String> names) {
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
      HubItem item = hub.find(Kind.COLLECTIONS, collection, hub.root());
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
