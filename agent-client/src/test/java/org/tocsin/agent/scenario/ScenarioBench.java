package org.tocsin.agent.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.vocabulary.DataFiles;
import org.tocsin.agent.vocabulary.Stashes;
import org.tocsin.agent.vocabulary.Vocabulary;

/** Scenarios made from text, and events poured into them. */
final class ScenarioBench {
  static final Instant START = Instant.parse("2026-03-04T05:00:00Z");

  private final List<String> poured = new ArrayList<>();
  private final Scenarios scenarios;
  private Instant now = Instant.parse("2027-01-01T00:00:00Z");

  ScenarioBench(Scenarios.Limits limits, String... yaml) {
    Language language =
        Language.of(
            Vocabulary.over(
                new DataFiles(name -> Optional.empty()), new Stashes(() -> Instant.EPOCH)));
    RuleFile file = new RuleFile("scenario.yaml", String.join("\n", yaml));
    scenarios = new ScenarioReader(language, note -> {}).load(List.of(file), () -> now, limits);
  }

  static ScenarioBench of(String... yaml) {
    return new ScenarioBench(new Scenarios.Limits(1_000, 10 << 20), yaml);
  }

  Scenarios scenarios() {
    return scenarios;
  }

  List<String> poured() {
    return poured;
  }

  void letPass(Duration time) {
    now = now.plus(time);
  }

  /** An event of a replayed log so many seconds after the start. */
  static Event at(double seconds, String source, String user) {
    Event event = event(true, source, user);
    Instant time = START.plusMillis(Math.round(seconds * 1000));
    event.happenedAt(time.atOffset(ZoneOffset.UTC));
    org.tocsin.agent.event.EventShape.shape()
        .field("MarshaledTime")
        .orElseThrow()
        .write()
        .orElseThrow()
        .accept(event, time.toString());
    return event;
  }

  static Event event(boolean replayed, String source, String user) {
    Line line = new Line("raw", "file", "file", new TextMap());
    Event event = Event.of(line, replayed, START.atOffset(ZoneOffset.UTC));
    Map.of("source_ip", source, "user", user, "log_type", "auth")
        .forEach((key, value) -> event.meta().put(key, value));
    return event;
  }

  List<Event> pour(Event event) {
    return scenarios.pour(event, (scenario, group, outcome) -> poured.add(outcome));
  }

  /** Pours events of one source at these seconds, each of a user of its own. */
  List<Event> pour(double... seconds) {
    List<Event> overflows = new ArrayList<>();
    for (double second : seconds) {
      overflows.addAll(pour(at(second, "192.0.2.1", "user" + second)));
    }
    return overflows;
  }
}
