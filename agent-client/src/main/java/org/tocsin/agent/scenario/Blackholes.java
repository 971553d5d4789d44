package org.tocsin.agent.scenario;

import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Groups that stay unheard for a while after an overflow, by the time of the overflow. */
final class Blackholes {
  /** Of all scenarios together; more are not hidden, so that nothing is missed for want of room. */
  private static final int MOST_GROUPS = 100_000;

  private final IdentityHashMap<Scenario, Map<String, Instant>> hidden = new IdentityHashMap<>();
  private int held;

  /** Whether this overflow is unheard; if not, those behind it are for a while. */
  boolean swallows(Scenario scenario, String group, Instant time) {
    if (scenario.limits().blackhole().isZero()) {
      return false;
    }
    Map<String, Instant> groups = hidden.computeIfAbsent(scenario, key -> new HashMap<>());
    Instant until = groups.get(group);
    if (until != null && until.isAfter(time)) {
      return true;
    }
    if (held >= MOST_GROUPS) {
      hidden.values().forEach(ends -> ends.values().removeIf(end -> !end.isAfter(time)));
      held = hidden.values().stream().mapToInt(Map::size).sum();
    }
    if (held < MOST_GROUPS || until != null) {
      held += groups.put(group, time.plus(scenario.limits().blackhole())) == null ? 1 : 0;
    }
    return false;
  }
}
