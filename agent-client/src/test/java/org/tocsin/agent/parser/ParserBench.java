package org.tocsin.agent.parser;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.enrichment.Enrichment;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.EventShape;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.grok.PatternTable;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.vocabulary.DataFiles;
import org.tocsin.agent.vocabulary.Stashes;
import org.tocsin.agent.vocabulary.Vocabulary;

/** Parsers made from text, and lines run through them. */
final class ParserBench {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private final List<Parser.Placed> files = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Surroundings surroundings = Surroundings.none();
  private Instant now = NOW;

  ParserBench file(String stage, String... yaml) {
    String name = stage + "/file" + files.size() + ".yaml";
    files.add(new Parser.Placed(stage, new RuleFile(name, String.join("\n", yaml))));
    return this;
  }

  /** A first stage that takes every line as it is, then this file. */
  static ParserBench of(String... yaml) {
    return new ParserBench()
        .file(
            "s00-raw",
            "name: raw",
            "onsuccess: next_stage",
            "statics:",
            "  - {parsed: message, expression: evt.Line.Raw}",
            "  - {parsed: program, expression: evt.Line.Labels.type}")
        .file("s01-parse", yaml);
  }

  ParserBench in(Surroundings other) {
    surroundings = other;
    return this;
  }

  List<String> notes() {
    return notes;
  }

  void letPass(java.time.Duration time) {
    now = now.plus(time);
  }

  Parser load() {
    InstantSource clock = () -> now;
    Stashes stashes = new Stashes(clock);
    Language language =
        Language.of(Vocabulary.over(new DataFiles(name -> Optional.empty()), stashes))
            .with("evt", EventShape.type());
    return Parser.load(
        files,
        new Workshop(
            PatternTable.library(), language, new Enrichment(surroundings, clock), stashes),
        notes::add);
  }

  Event parse(String line) {
    return parse(load(), line);
  }

  static Event parse(Parser parser, String line) {
    Event event = line(line);
    parser.parse(event, Trace.NONE);
    return event;
  }

  static Event line(String text) {
    TextMap labels = TextMap.of(Map.of("type", "app"));
    Line line = new Line(text, "/var/log/app.log", "file", labels);
    return Event.of(line, true, NOW.atOffset(ZoneOffset.UTC));
  }
}
