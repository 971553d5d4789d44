package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.tocsin.address.Address;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Judge;
import org.tocsin.curation.Rules;
import org.tocsin.curation.ScenarioWeights;

/** The rules that come with the server, also beside the labels of the public scenario hub. */
final class ShippedRulesTest {

  private static final Path FOLDER = Path.of("curation-rules");

  /** An archive of the public hub, where there is one. */
  private static final Path HUB =
      Path.of(System.getProperty("hub.archive", "../shared/data/hub.tar.gz"));

  private record HubScenario(String name, int confidence, int spoofable) {}

  private static Rules shipped() throws IOException, RulesRefused {
    TreeMap<String, String> texts = new TreeMap<>();
    for (String name : List.of("policy.yaml", "scenarios.yaml", "allowlists/never.yaml")) {
      texts.put(name, Files.readString(FOLDER.resolve(name)));
    }
    return RulesReader.read(texts);
  }

  @Test
  void needTwoWitnessesAndAnAnchor() throws Exception {
    Rules rules = shipped();

    assertThat(rules.policy().global().anchors()).isEqualTo(1_000_000);
    assertThat(rules.policy().global().organisations()).isEqualTo(2);
    assertThat(rules.policy().anchorWeight().vouched()).isEqualTo(500_000);
  }

  @ParameterizedTest
  @CsvSource({
    "198.41.0.4, NEVER",
    "2001:503:ba3e::2:30, NEVER",
    "8.8.8.8, NEVER",
    "2620:fe::fe, NEVER"
  })
  void exemptWhatNameResolutionNeeds(String address, Exemption.Tier tier) throws Exception {
    assertThat(
            new Judge(shipped(), List.of())
                .exemption(Address.parse(address).orElseThrow())
                .map(Exemption::tier))
        .contains(tier);
  }

  @ParameterizedTest
  @CsvSource({
    "crowdsecurity/ssh-bf, 3, 0",
    "crowdsecurity/ssh-slow-bf, 3, 0",
    "crowdsecurity/ssh-bf_user-enum, 3, 0",
    "crowdsecurity/http-probing, 1, 0",
    "crowdsecurity/http-crawl-non_statics, 1, 0",
    "crowdsecurity/http-bad-user-agent, 1, 0",
    "crowdsecurity/iptables-scan-multi_ports, 1, 3",
    "crowdsecurity/CVE-2019-18935, 3, 0",
    "crowdsecurity/ssh-generic-test, 0, 0",
    "somebody/unheard-of, 0, 0"
  })
  void weighWellKnownScenarios(String name, int confidence, int spoofable) throws Exception {
    assertThat(shipped().scenarios().of(name))
        .isEqualTo(new ScenarioWeights.Weight(confidence, spoofable));
  }

  @Test
  void neverTrustAScenarioMoreThanItsAuthorsDo(TestReporter reporter) throws Exception {
    Assumptions.assumeTrue(Files.exists(HUB), "skipped: no archive of the hub at " + HUB);
    ScenarioWeights weights = shipped().scenarios();
    List<HubScenario> hub = hubScenarios();
    List<String> overrated = new ArrayList<>();
    int weighed = 0;
    for (HubScenario scenario : hub) {
      ScenarioWeights.Weight ours = weights.of(scenario.name());
      weighed += ours.confidence() > 0 ? 1 : 0;
      boolean forgeable = scenario.spoofable() > 0 && ours.spoofable() == 0;
      if (ours.confidence() > scenario.confidence() || (forgeable && ours.confidence() > 0)) {
        overrated.add(scenario + " is " + ours);
      }
    }
    reporter.publishEntry("hub scenarios with weight", weighed + " of " + hub.size());

    assertThat(hub).hasSizeGreaterThan(100);
    assertThat(weighed).isGreaterThan(50);
    assertThat(overrated).isEmpty();
  }

  private static List<HubScenario> hubScenarios() throws IOException {
    List<HubScenario> scenarios = new ArrayList<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(HUB));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().matches("hub/scenarios/.*\\.yaml")) {
          read(new String(tar.readAllBytes(), StandardCharsets.UTF_8), scenarios);
        }
      }
    }
    return scenarios;
  }

  private static void read(String text, List<HubScenario> into) {
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
      if (document instanceof Map<?, ?> scenario
          && scenario.get("labels") instanceof Map<?, ?> labels
          && labels.get("confidence") instanceof Integer confidence) {
        Object spoofable = labels.get("spoofable");
        into.add(
            new HubScenario(
                String.valueOf(scenario.get("name")),
                confidence,
                spoofable instanceof Integer number ? number : 0));
      }
    }
  }
}
