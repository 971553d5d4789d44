package org.tocsin.agent.hubtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.hub.AgentFolder;
import org.tocsin.agent.hub.Fetch;
import org.tocsin.agent.hub.Hub;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.hub.HubSource;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.hub.RuleState;
import org.tocsin.agent.hub.SmallSource;
import org.tocsin.agent.hub.StarterRules;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.RuleSet;

/** What the engine loads from the agent's folder after something was installed there. */
final class InstalledRulesTest {
  private static final StarterRules STARTER = StarterRules.read();
  private static final Path DISTRIBUTED = Path.of("/usr/share/crowdsec/hub");
  private static final Fetch NO_NETWORK =
      (address, limit) -> {
        throw new IOException("there is no network here");
      };

  @TempDir private Path folder;

  private Hub hub(AgentFolder config, Path source) {
    return Hub.of(config, STARTER, HubSource.of(source.toString(), NO_NETWORK));
  }

  private static void load(AgentFolder config) {
    Engine.load(
        RuleSet.installed(config, STARTER),
        new Engine.World(
            new DataFolder(config.data()).files(),
            Surroundings.none(),
            InstantSource.system(),
            1L << 30,
            note -> {}));
  }

  @Test
  void installedRulesReplaceThoseOfTheProgramButForWhatTheyTakeForGranted() {
    AgentFolder config = new AgentFolder(folder.resolve("config"));
    SmallSource source = new SmallSource(folder.resolve("offered"));
    hub(config, source.root()).install(Kind.COLLECTIONS, List.of("me/house"), false);

    RuleSet rules = RuleSet.installed(config, STARTER);

    assertThat(rules.parsers())
        .extracting(HubItem::installedPath)
        .containsExactly(
            "s00-raw/plain.yaml",
            "s00-raw/syslog.yaml",
            "s01-parse/door.yaml",
            "s02-enrich/date.yaml");
    assertThat(rules.scenarios())
        .extracting(HubItem::installedPath)
        .containsExactly("/knock.yaml", "/ring.yaml");
    assertThat(rules.postOverflows()).hasSize(1);
    load(config);
  }

  @Test
  @EnabledIf("org.tocsin.agent.hubtest.HubArchive#isThere")
  void everyCollectionOfTheHubInstallsAndLoads() throws IOException {
    Path source = HubArchive.unpack(folder);
    AgentFolder config = new AgentFolder(folder.resolve("config"));
    List<String> collections =
        hub(config, source).states(Kind.COLLECTIONS, true).stream()
            .map(RuleState::name)
            .filter(name -> !name.startsWith("tocsin/"))
            .toList();
    assertThat(collections).hasSizeGreaterThan(150);

    hub(config, source).install(Kind.COLLECTIONS, collections, false);
    load(config);

    assertThat(hub(config, source).states(Kind.COLLECTIONS, false))
        .hasSameSizeAs(collections)
        .allSatisfy(state -> assertThat(state.status()).isEqualTo("enabled"));
  }

  static boolean isDistributed() {
    boolean there = Files.isRegularFile(DISTRIBUTED.resolve(".index.json"));
    if (!there) {
      System.out.println("no hub of a distribution on this machine: its test is left out");
    }
    return there;
  }

  @Test
  @EnabledIf("isDistributed")
  void theHubOfADistributionNeedsNoNetwork() {
    AgentFolder config = new AgentFolder(folder.resolve("config"));

    hub(config, DISTRIBUTED)
        .install(Kind.COLLECTIONS, List.of("crowdsecurity/nginx", "crowdsecurity/linux"), false);
    load(config);

    assertThat(config.data().resolve("bad_user_agents.regex.txt")).isNotEmptyFile();
  }
}
