package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.tocsin.address.Address;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.Rules;
import org.tocsin.curation.ScenarioWeights;

/** The rules that come with the server, also beside the labels of the public scenario hub. */
final class ShippedRulesTest {

  private static final Path FOLDER = Path.of("curation-rules");

  /** An archive of the public hub, where there is one. */
  private static final Path HUB =
      Path.of(System.getProperty("hub.archive", "../shared/data/hub.tar.gz"));

  private record HubScenario(
      String name, int confidence, int spoofable, boolean blocks, String digest) {}

  private static Reading reading() throws IOException, RulesRefused {
    TreeMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = FOLDER.relativize(file).toString();
        if (!name.startsWith("tests/")) {
          texts.put(name, Files.readString(file));
        }
      }
    }
    return RulesReader.read(texts);
  }

  private static Rules shipped() throws IOException, RulesRefused {
    return reading().rules();
  }

  @Test
  void needTwoWitnessesAndAnAnchor() throws Exception {
    Rules rules = shipped();

    assertThat(rules.policy().global().anchors()).isEqualTo(1_000_000);
    assertThat(rules.policy().global().organisations()).isEqualTo(2);
    assertThat(rules.policy().anchorWeight().vouched()).isEqualTo(500_000);
    assertThat(rules.policy().superquorum().enabled()).isFalse();
    assertThat(rules.policy().decay().forget()).isEqualTo(Duration.ofDays(3));
  }

  @Test
  void askAPersonAboutEverythingThatAPersonCanBeAskedAbout() throws Exception {
    ReviewPolicy review = shipped().review();

    assertThat(review.inProtected()).isPresent();
    assertThat(review.withoutAnchor()).isPresent();
    assertThat(review.velocity()).isPresent();
    assertThat(review.diversity()).isPresent();
    assertThat(review.clique()).isPresent();
    assertThat(review.bait()).isPresent();
    assertThat(review.appeal()).isPresent();
    assertThat(review.range()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "198.41.0.4, NEVER",
    "2001:503:ba3e::2:30, NEVER",
    "8.8.8.8, NEVER",
    "2620:fe::fe, NEVER",
    "9.9.9.11, NEVER",
    "2606:4700:4700::1111, NEVER",
    "66.249.66.1, BENIGN",
    "2001:4860:4801:10::1, BENIGN",
    "157.55.39.1, BENIGN",
    "104.16.0.1, PROTECTED",
    "2606:4700::1, PROTECTED",
    "151.101.1.1, PROTECTED"
  })
  void exemptWhatMustNotBeBlocked(String text, Exemption.Tier tier) throws Exception {
    Address address = Address.parse(text).orElseThrow();

    assertThat(
            shipped().exemptions().stream()
                .filter(exemption -> exemption.range().contains(address))
                .map(Exemption::tier)
                .min(Comparator.naturalOrder()))
        .contains(tier);
  }

  @Test
  void sayUntilWhenPublishedRangesAreFresh() throws Exception {
    assertThat(reading().expiries())
        .hasSizeGreaterThan(5)
        .allMatch(expiry -> expiry.file().matches("allowlists/(cdn|crawlers)-.*"));
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
    ScenarioWeights.Weight weight = shipped().scenarios().of(name, "");

    assertThat(weight.confidence()).isEqualTo(confidence);
    assertThat(weight.spoofable()).isEqualTo(spoofable);
  }

  @ParameterizedTest
  @CsvSource({
    "crowdsecurity/http-cve-2021-41773, true, 4",
    "crowdsecurity/http-path-traversal-probing, true, 4",
    "crowdsecurity/http-sqli-probing, true, 4",
    "crowdsecurity/http-xss-probing, true, 3",
    "crowdsecurity/http-sensitive-files, true, 3",
    "crowdsecurity/http-backdoors-attempts, true, 4",
    "crowdsecurity/http-admin-interface-probing, true, 2",
    "crowdsecurity/http-probing, true, 1",
    "crowdsecurity/CVE-2017-9841, true, 4",
    "crowdsecurity/apache_log4j2_cve-2021-44228, true, 5",
    "crowdsecurity/vpatch-CVE-2024-1212, true, 4",
    "crowdsecurity/ssh-bf, false, 3",
    "crowdsecurity/http-generic-bf, false, 3",
    "crowdsecurity/http-bf-wordpress_bf, false, 3",
    "crowdsecurity/ssh-cve-2024-6387, false, 5",
    "crowdsecurity/http-open-proxy, false, 2",
    "crowdsecurity/postfix-spam, false, 2"
  })
  void knowWhatALinkCanMakeACrawlerDo(String name, boolean reflectable, int severity)
      throws Exception {
    ScenarioWeights.Weight weight = shipped().scenarios().of(name, "");

    assertThat(weight.reflectable()).isEqualTo(reflectable);
    assertThat(weight.severity()).isEqualTo(severity);
  }

  /** Less than its authors say, on purpose; everything else that blocks is weighed as they say. */
  private static final Set<String> LESS =
      Set.of(
          // Decisions of somebody else, and mail that others forward.
          "Guezli/mailcow-f2b-feed",
          "crowdsecurity/postscreen-rbl",
          "crowdsecurity/amavis-blocked",
          "cbrandlehner/mailscanner-blacklisted",
          // Packets whose source anybody can write.
          "aidalinfo/tcpudp-flood-traefik",
          "crowdsecurity/wireguard-auth",
          "mstilkerich/bind9-refused",
          // Logs of the host itself.
          "crowdsecurity/k8s-audit-api-server-bruteforce",
          // The source is who followed the link, or a client in a hurry.
          "openappsec/openappsec-bot-protection",
          "openappsec/openappsec-cross-site-redirect",
          "openappsec/openappsec-csrf",
          "openappsec/openappsec-open-redirect",
          "openappsec/openappsec-probing",
          "openappsec/openappsec-request-rate-limit",
          // Not known well enough.
          "vspaziani/fireflyiii-logs-enum",
          "Guezli/postfix-honeypot-users",
          "crowdsecurity/http-magento-ccs");

  @Test
  void weighEveryBlockingScenarioOfTheHubAsItsAuthorsDo() throws Exception {
    Assumptions.assumeTrue(Files.exists(HUB), "skipped: no archive of the hub at " + HUB);
    ScenarioWeights weights = shipped().scenarios();
    List<String> different = new ArrayList<>();
    for (HubScenario scenario : hubScenarios()) {
      int ours = weights.of(scenario.name(), "").confidence();
      boolean sure = scenario.confidence() >= 2 && scenario.spoofable() == 0;
      if (scenario.blocks()
          && sure
          && !LESS.contains(scenario.name())
          && ours != scenario.confidence()) {
        different.add(scenario + " weighs " + ours);
      }
    }

    assertThat(different).isEmpty();
  }

  @Test
  void knowTheDigestsOfEveryScenarioOfTheHub() throws Exception {
    Assumptions.assumeTrue(Files.exists(HUB), "skipped: no archive of the hub at " + HUB);
    ScenarioWeights weights = shipped().scenarios();
    for (HubScenario scenario : hubScenarios()) {
      ScenarioWeights.Weight weight = weights.of(scenario.name(), scenario.digest());
      assertThat(weight.confidence())
          .as(scenario.name())
          .isEqualTo(weights.of(scenario.name(), "").confidence());
      assertThat(weights.of(scenario.name(), "0".repeat(64)))
          .as("%s with another content", scenario.name())
          .isEqualTo(ScenarioWeights.Weight.NOTHING);
    }
  }

  @Test
  void neverTrustAScenarioMoreThanItsAuthorsDo(TestReporter reporter) throws Exception {
    Assumptions.assumeTrue(Files.exists(HUB), "skipped: no archive of the hub at " + HUB);
    ScenarioWeights weights = shipped().scenarios();
    List<HubScenario> hub = hubScenarios();
    List<String> overrated = new ArrayList<>();
    int weighed = 0;
    for (HubScenario scenario : hub) {
      ScenarioWeights.Weight ours = weights.of(scenario.name(), "");
      weighed += ours.confidence() > 0 ? 1 : 0;
      boolean forgeable = scenario.spoofable() > 0 && ours.spoofable() == 0;
      if (ours.confidence() > scenario.confidence() || (forgeable && ours.confidence() > 0)) {
        overrated.add(scenario + " is " + ours);
      }
    }
    reporter.publishEntry("hub scenarios with weight", weighed + " of " + hub.size());

    assertThat(hub).hasSizeGreaterThan(250);
    assertThat(weighed).isGreaterThan(180);
    assertThat(overrated).isEmpty();
  }

  private static List<HubScenario> hubScenarios() throws IOException {
    List<HubScenario> scenarios = new ArrayList<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(HUB));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().matches("hub/scenarios/.*\\.ya?ml")) {
          read(new String(tar.readAllBytes(), StandardCharsets.UTF_8), scenarios);
        }
      }
    }
    return scenarios;
  }

  private static void read(String text, List<HubScenario> into) {
    String digest = Digest.of(text);
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
      if (document instanceof Map<?, ?> scenario
          && scenario.get("labels") instanceof Map<?, ?> labels) {
        into.add(
            new HubScenario(
                String.valueOf(scenario.get("name")),
                number(labels.get("confidence")),
                number(labels.get("spoofable")),
                Boolean.TRUE.equals(labels.get("remediation")),
                digest));
      }
    }
  }

  private static int number(@Nullable Object label) {
    return label instanceof Integer number ? number : 0;
  }

  @Test
  void aFolderWithoutReviewsAsksWhatTheShippedFileAsks() throws Exception {
    assertThat(ReviewReader.usual())
        .isEqualTo(
            ReviewReader.read(
                YamlMap.parseList(
                    "review.yaml",
                    java.nio.file.Files.readString(
                        java.nio.file.Path.of("curation-rules/review.yaml")),
                    new java.util.ArrayList<>())));
  }
}
