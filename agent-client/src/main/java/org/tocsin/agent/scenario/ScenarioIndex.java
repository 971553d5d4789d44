package org.tocsin.agent.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.Necessity;

/**
 * Which scenarios may want an event, by the two fields that nearly all filters ask for. Found once
 * for each pair of values and kept. Belongs to one thread at a time.
 */
final class ScenarioIndex {
  private static final String SERVICE = "evt.Meta.service";
  private static final String LOG_TYPE = "evt.Meta.log_type";
  private static final int MOST_KEPT = 5_000;

  private final List<Scenario> scenarios;
  private final Map<Fields, List<Scenario>> kept = new HashMap<>();

  private record Fields(String service, String logType) {
    boolean allow(Necessity necessity) {
      return switch (necessity.path()) {
        case SERVICE -> holds(necessity.values(), necessity.prefix(), service);
        case LOG_TYPE -> holds(necessity.values(), necessity.prefix(), logType);
        default -> true;
      };
    }

    private static boolean holds(Set<String> values, boolean prefix, String text) {
      return prefix ? values.stream().anyMatch(text::startsWith) : values.contains(text);
    }
  }

  ScenarioIndex(List<Scenario> scenarios) {
    this.scenarios = List.copyOf(scenarios);
  }

  List<Scenario> candidates(Event event) {
    Fields fields = new Fields(event.meta().get("service"), event.meta().get("log_type"));
    List<Scenario> known = kept.get(fields);
    if (known != null) {
      return known;
    }
    List<Scenario> found =
        scenarios.stream()
            .filter(scenario -> scenario.filter().necessities().stream().allMatch(fields::allow))
            .toList();
    if (kept.size() < MOST_KEPT) {
      kept.put(fields, found);
    }
    return found;
  }
}
