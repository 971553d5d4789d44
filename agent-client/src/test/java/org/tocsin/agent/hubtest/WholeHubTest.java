package org.tocsin.agent.hubtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.RuleSet;

/** The hub runs unmodified: all its rules load and all its tests pass. */
@EnabledIf("org.tocsin.agent.hubtest.HubArchive#isThere")
final class WholeHubTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private static Path folder;
  private static HubFolder hub;

  @BeforeAll
  static void unpack() throws IOException {
    hub = HubFolder.open(HubArchive.unpack(folder));
  }

  @TestFactory
  Stream<DynamicTest> passesItsTests() {
    HubTests tests = new HubTests(hub, CLOCK);
    assertThat(tests.names()).hasSizeGreaterThan(200);
    return tests.names().stream()
        .map(name -> dynamicTest(name, () -> assertThat(tests.run(name).failures()).isEmpty()));
  }

  @Test
  void loadsAllItsRulesTogether() {
    RuleSet all =
        new RuleSet(items(Kind.PARSERS), items(Kind.SCENARIOS), items(Kind.POSTOVERFLOWS));
    List<String> notes = new ArrayList<>();

    Engine.load(
        all,
        new Engine.World(
            new DataFolder(hub.root().resolve("data")).files(),
            Surroundings.none(),
            CLOCK,
            1L << 30,
            notes::add));

    assertThat(all.parsers()).hasSizeGreaterThan(150);
    assertThat(all.scenarios()).hasSizeGreaterThan(250);
    assertThat(notes).noneMatch(note -> note.contains("is not understood"));
    assertThat(notes).filteredOn(note -> note.contains("is defined already")).hasSize(1);
  }

  private static List<HubItem> items(Kind kind) {
    return hub.names(kind).stream().map(name -> hub.find(kind, name, hub.root())).toList();
  }
}
