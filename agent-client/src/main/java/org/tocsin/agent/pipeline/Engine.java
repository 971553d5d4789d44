package org.tocsin.agent.pipeline;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tocsin.agent.enrichment.Enrichment;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.EventShape;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.grok.PatternTable;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.parser.Parser;
import org.tocsin.agent.parser.Trace;
import org.tocsin.agent.parser.Workshop;
import org.tocsin.agent.rule.DataDeclaration;
import org.tocsin.agent.rule.Section;
import org.tocsin.agent.scenario.ScenarioReader;
import org.tocsin.agent.scenario.Scenarios;
import org.tocsin.agent.vocabulary.DataFiles;
import org.tocsin.agent.vocabulary.Stashes;
import org.tocsin.agent.vocabulary.Vocabulary;

/** Rules at work: takes lines and gives back what ran over. Belongs to one thread at a time. */
public final class Engine {
  private static final int MOST_BUCKETS = 250_000;
  private static final long LEAST_BYTES = 8L << 20;

  /** Buckets may take half of the memory by their estimate, which is about a third too high. */
  private static final long SHARE = 2;

  /** How often overflows may lead to further overflows before a circle of rules is broken. */
  private static final int MOST_ROUNDS = 8;

  private final Parser parser;
  private final Scenarios scenarios;
  private final Parser postOverflows;
  private final InstantSource clock;

  /**
   * What an engine needs besides its rules.
   *
   * @param data the data files
   * @param surroundings the look-ups of the enrichment
   * @param clock the wall clock
   * @param memory how many bytes the program may take, of which buckets take up to half
   * @param notes is told what is odd about the rules but no reason to refuse them
   */
  public record World(
      DataFiles data,
      Surroundings surroundings,
      InstantSource clock,
      long memory,
      Consumer<String> notes) {}

  /** Is told what becomes of each line. */
  public interface Observer extends Trace, Scenarios.Trace {}

  private static final Observer NOBODY =
      new Observer() {
        @Override
        public void node(String stage, String node, Event event, boolean success) {}

        @Override
        public void poured(String scenario, String group, String outcome) {}
      };

  private Engine(Parser parser, Scenarios scenarios, Parser postOverflows, InstantSource clock) {
    this.parser = parser;
    this.scenarios = scenarios;
    this.postOverflows = postOverflows;
    this.clock = clock;
  }

  /** Loads the rules; the first mistake in one of them is refused. */
  public static Engine load(RuleSet rules, World world) {
    loadData(rules, world);
    Stashes stashes = new Stashes(world.clock());
    Language bare = Language.of(Vocabulary.over(world.data(), stashes));
    Language language = bare.with("evt", EventShape.type());
    Enrichment enrichment = new Enrichment(world.surroundings(), world.clock());
    Parser parser = parser(rules.parsers(), language, enrichment, stashes, world);
    Parser behind = parser(rules.postOverflows(), language, enrichment, stashes, world);
    Scenarios scenarios =
        new ScenarioReader(bare, world.notes())
            .load(
                rules.scenarios().stream().map(HubItem::file).toList(),
                world.clock(),
                limits(world));
    return new Engine(parser, scenarios, behind, world.clock());
  }

  private static Parser parser(
      List<HubItem> items, Language language, Enrichment enrichment, Stashes stashes, World world) {
    Workshop workshop = new Workshop(PatternTable.library(), language, enrichment, stashes);
    return Parser.load(
        items.stream().map(item -> new Parser.Placed(item.stage(), item.file())).toList(),
        workshop,
        world.notes());
  }

  private static Scenarios.Limits limits(World world) {
    return new Scenarios.Limits(MOST_BUCKETS, Math.max(LEAST_BYTES, world.memory() / SHARE));
  }

  private static void loadData(RuleSet rules, World world) {
    List<HubItem> all = new ArrayList<>(rules.parsers());
    all.addAll(rules.scenarios());
    all.addAll(rules.postOverflows());
    for (HubItem item : all) {
      for (Section document : item.file().documents()) {
        for (DataDeclaration data : DataDeclaration.of(document)) {
          load(document, data, world);
        }
      }
    }
  }

  private static void load(Section document, DataDeclaration data, World world) {
    DataFiles.Kind kind =
        switch (data.type()) {
          case "string" -> DataFiles.Kind.LIST;
          case "regexp", "regex" -> DataFiles.Kind.REGEXES;
          case "map" -> DataFiles.Kind.TAGS;
          default -> DataFiles.Kind.OTHER;
        };
    try {
      if (!world.data().load(data.file(), kind)) {
        world.notes().accept(document.file() + ": there is no data file " + data.file());
      }
    } catch (IllegalArgumentException e) {
      throw document.refuse("data", data.file() + ": " + e.getMessage());
    }
  }

  /**
   * Takes a line all the way.
   *
   * @param replayed whether the time that counts is that in the line
   * @return the event made of it, and what ran over
   */
  public Passage process(Line line, boolean replayed) {
    return process(line, replayed, Trace.NONE, NOBODY);
  }

  /** The same, telling what happens on the way. */
  public Passage process(Line line, boolean replayed, Observer observer) {
    return process(line, replayed, observer, observer);
  }

  private Passage process(Line line, boolean replayed, Trace trace, Scenarios.Trace pours) {
    Event event = Event.of(line, replayed, clock.instant().atOffset(ZoneOffset.UTC));
    parser.parse(event, trace);
    if (!event.processed() || event.whitelisted()) {
      return new Passage(event, List.of());
    }
    List<Event> first = scenarios.pour(event, pours);
    return new Passage(event, first.isEmpty() ? List.of() : followUp(first, pours));
  }

  /** What became of a line: the event, and the overflows that are worth telling. */
  public record Passage(Event event, List<Event> overflows) {}

  private List<Event> followUp(List<Event> first, Scenarios.Trace pours) {
    List<Event> done = new ArrayList<>();
    List<Event> round = first;
    for (int i = 0; !round.isEmpty() && i < MOST_ROUNDS; i++) {
      List<Event> next = new ArrayList<>();
      for (Event overflow : round) {
        postOverflows.parse(overflow, Trace.NONE);
        done.add(overflow);
        if (!overflow.whitelisted() && overflow.overflow().reprocess()) {
          next.addAll(scenarios.pour(overflow, pours));
        }
      }
      round = next;
    }
    return done;
  }

  /** Lets time pass for live buckets. */
  public List<Event> tick() {
    List<Event> late = scenarios.tick();
    return late.isEmpty() ? List.of() : followUp(late, NOBODY);
  }

  /** How many lines cost so much that some patterns saw only their beginning. */
  public long costlyLines() {
    return parser.costly();
  }

  /** How many buckets are filling. */
  public int liveBuckets() {
    return scenarios.held();
  }

  /** About how many bytes they take with all they hold. */
  public long bucketBytes() {
    return scenarios.bytes();
  }

  /** How many buckets had to go because there were too many. */
  public long evictedBuckets() {
    return scenarios.evicted();
  }
}
