package org.tocsin.agent.hubtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.pipeline.Engine;

/** Keeps what every top-level node made of every line. */
final class Recording implements Engine.Observer {
  private final Map<String, Map<String, List<Object>>> results = new LinkedHashMap<>();

  Recording() {
    results.put("success", Map.of("", List.of()));
  }

  @Override
  public void node(String stage, String node, Event event, boolean success) {
    results
        .computeIfAbsent(stage, key -> new LinkedHashMap<>())
        .computeIfAbsent(node, key -> new ArrayList<>())
        .add(new ParserResult(event.snapshot(), success));
  }

  @Override
  public void poured(String scenario, String group, String outcome) {}

  Map<String, Map<String, List<Object>>> results() {
    return results;
  }
}
