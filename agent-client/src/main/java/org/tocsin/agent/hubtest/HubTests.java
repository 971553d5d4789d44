package org.tocsin.agent.hubtest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.agent.acquisition.LineReader;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.hub.HubUnusable;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.rule.DataDeclaration;
import org.tocsin.agent.rule.RuleRefused;
import org.tocsin.agent.vocabulary.DataFiles;
import org.tocsin.agent.vocabulary.Stashes;

/** The tests of a hub. */
public final class HubTests {
  private static final String TESTS = ".tests";
  private static final long MEMORY = 1L << 32;

  private final HubFolder hub;
  private final InstantSource clock;
  private final DataFolder data;

  public HubTests(HubFolder hub, InstantSource clock) {
    this.hub = hub;
    this.clock = clock;
    this.data = new DataFolder(hub.root().resolve("data"));
  }

  /** The names of all tests. */
  public List<String> names() {
    Path folder = hub.root().resolve(TESTS);
    try (Stream<Path> tests = Files.list(folder)) {
      return tests
          .filter(test -> Files.isRegularFile(test.resolve("config.yaml")))
          .map(test -> String.valueOf(test.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new HubTestUnusable(folder + ": cannot be listed");
    }
  }

  /** Runs one test; whatever is wrong with it is a failure in its report. */
  public Report run(String name) {
    try {
      Path folder = hub.root().resolve(TESTS).resolve(name);
      if (!Files.isRegularFile(folder.resolve("config.yaml"))) {
        throw new HubTestUnusable("there is no such test");
      }
      return run(HubTest.read(hub, folder));
    } catch (HubTestUnusable | HubUnusable | RuleRefused e) {
      return new Report(name, List.of(String.valueOf(e.getMessage())), List.of(), false);
    }
  }

  private Report run(HubTest test) {
    FixtureSurroundings surroundings = FixtureSurroundings.of(database(test));
    DataFiles files = data.files();
    List<String> notes = new ArrayList<>();
    Engine engine =
        Engine.load(test.rules(), new Engine.World(files, surroundings, clock, MEMORY, notes::add));
    Recording recording = new Recording();
    List<Event> overflows = replay(test, engine, recording);
    GoSort.sort(overflows, Comparator.comparing(HubTests::sortKey).reversed());
    List<String> failures = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Assertions assertions = new Assertions(files, new Stashes(clock));
    if (!test.ignoreParsers()) {
      check(test, "parser.assert", assertions, recording.results(), failures, warnings);
    }
    if (!test.rules().scenarios().isEmpty()) {
      check(test, "scenario.assert", assertions, overflows, failures, warnings);
    }
    return new Report(test.name(), failures, warnings, surroundings.asked());
  }

  private static void check(
      HubTest test,
      String file,
      Assertions assertions,
      Object results,
      List<String> failures,
      List<String> warnings) {
    String text = TextFile.readIfThere(test.folder().resolve(file));
    if (text.isBlank()) {
      failures.add(file + ": please fill your assert file");
      return;
    }
    Assertions.Verdict verdict = assertions.check(text, results, file.startsWith("scenario"));
    failures.addAll(verdict.failures());
    warnings.addAll(verdict.warnings());
  }

  /** Some tests bring rules that name a database of their own. */
  private static String database(HubTest test) {
    return test.rules().parsers().stream()
            .flatMap(item -> declarations(item).stream())
            .anyMatch(declaration -> declaration.url().contains("GeoLite2-Test"))
        ? "test"
        : "world";
  }

  private static List<DataDeclaration> declarations(HubItem item) {
    return item.file().documents().stream()
        .flatMap(document -> DataDeclaration.of(document).stream())
        .toList();
  }

  private static List<Event> replay(HubTest test, Engine engine, Recording recording) {
    TextMap labels = TextMap.of(test.labels());
    List<Event> overflows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(test.log());
        LineReader lines = new LineReader(in)) {
      for (Optional<String> raw = lines.next(); raw.isPresent(); raw = lines.next()) {
        Line line = new Line(raw.get(), test.log().toString(), "file", labels);
        overflows.addAll(engine.process(line, true, recording).overflows());
      }
      return overflows;
    } catch (IOException e) {
      throw new HubTestUnusable(test.log() + ": cannot be read");
    }
  }

  private static String sortKey(Event event) {
    String sources =
        event.overflow().sourceNames().stream()
            .map(String::valueOf)
            .collect(Collectors.joining("@"));
    return event.overflow().alerts().get(0).scenario().name() + sources;
  }
}
