package org.tocsin.agent.hubtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.acquisition.LineReader;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.hub.AgentFolder;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.hub.StarterRules;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.Replay;
import org.tocsin.agent.pipeline.RuleSet;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/** The rules that come with the program: each has a test, and each test passes. */
final class StarterRulesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final InstantSource CLOCK = InstantSource.system();
  private static final HubFolder HUB = HubFolder.open(ROOT);

  @TempDir private Path empty;

  @TestFactory
  Stream<DynamicTest> passTheirTests() {
    HubTests tests = new HubTests(HUB, CLOCK);
    return tests.names().stream()
        .map(name -> dynamicTest(name, () -> assertThat(tests.run(name).failures()).isEmpty()));
  }

  @Test
  void everyParserIsLookedAtByATest() {
    String asserted = texts("parser.assert");

    assertThat(HUB.names(Kind.PARSERS))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(asserted).contains("[\"" + name + "\"]"));
  }

  @Test
  void everyScenarioHasATestInWhichItRunsOver() {
    String asserted = texts("scenario.assert");

    assertThat(HUB.names(Kind.SCENARIOS))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(asserted).contains("GetScenario() == \"" + name + "\""));
  }

  @Test
  void everyScenarioHasATestWithInnocentLines() {
    Set<String> spared = new HashSet<>();
    for (Path test : folders()) {
      if (String.valueOf(test.getFileName()).startsWith("innocent-")) {
        assertThat(text(test.resolve("scenario.assert"))).isEqualTo("len(results) == 0\n");
        spared.addAll(config(test).texts("scenarios"));
      }
    }

    assertThat(spared).containsAll(HUB.names(Kind.SCENARIOS));
  }

  @TestFactory
  Stream<DynamicTest> collectionsNeedNothingElse() {
    return HUB.names(Kind.COLLECTIONS).stream()
        .map(name -> dynamicTest(name, () -> detectsAttacks(name)));
  }

  /** With the collections that a test names and nothing else, the attack in it is seen. */
  private void detectsAttacks(String collection) throws IOException {
    Path test =
        folders().stream()
            .filter(folder -> config(folder).texts("collections").contains(collection))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no test names " + collection));

    assertThat(RuleSet.ofCollections(HUB, List.of(collection)).parsers()).isNotEmpty();
    RuleSet rules = RuleSet.ofCollections(HUB, config(test).texts("collections"));
    assertThat(replay(rules, test)).isNotEmpty();
  }

  @Test
  void thoseInTheProgramAreThoseInTheFolder() {
    StarterRules packed = StarterRules.read();

    for (Kind kind : List.of(Kind.PARSERS, Kind.SCENARIOS, Kind.COLLECTIONS)) {
      assertThat(packed.items(kind).stream().map(item -> item.file().text()))
          .containsExactlyInAnyOrderElementsOf(
              HUB.names(kind).stream()
                  .map(name -> HUB.find(kind, name, ROOT).file().text())
                  .toList());
    }
  }

  @Test
  void areUsedAsLongAsNothingIsInstalled() throws IOException {
    Path byHand = empty.resolve("scenarios/mine.yaml");
    Files.createDirectories(empty.resolve("scenarios"));
    Files.writeString(byHand, "type: trigger\nname: mine\ndescription: m\nfilter: 1 == 2\n");

    RuleSet rules = RuleSet.installed(new AgentFolder(empty), StarterRules.read());

    assertThat(rules.parsers()).hasSameSizeAs(HUB.names(Kind.PARSERS));
    assertThat(rules.scenarios())
        .extracting(HubItem::path)
        .contains(byHand)
        .hasSize(HUB.names(Kind.SCENARIOS).size() + 1);
    assertThat(replay(rules, ROOT.resolve(".tests/nginx-attack"))).hasSize(2);
  }

  private List<Event> replay(RuleSet rules, Path test) throws IOException {
    List<String> notes = new ArrayList<>();
    Engine engine =
        Engine.load(
            rules,
            new Engine.World(
                new DataFolder(empty).files(), Surroundings.none(), CLOCK, 1L << 30, notes::add));
    assertThat(notes).isEmpty();
    List<Event> overflows = new ArrayList<>();
    Path log = test.resolve(config(test).required("log_file"));
    try (LineReader lines = new LineReader(Files.newInputStream(log))) {
      Map<String, String> labels = Map.of("type", config(test).required("log_type"));
      new Replay(engine).read(lines, log.toString(), labels, overflows::add, () -> {});
    }
    return overflows;
  }

  private static Section config(Path test) {
    String text = text(test.resolve("config.yaml"));
    return new RuleFile(test.toString(), text).documents().get(0);
  }

  private static String texts(String file) {
    return folders().stream()
        .map(folder -> folder.resolve(file))
        .filter(Files::exists)
        .map(StarterRulesTest::text)
        .collect(Collectors.joining());
  }

  private static List<Path> folders() {
    return new HubTests(HUB, CLOCK).names().stream().map(ROOT.resolve(".tests")::resolve).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
