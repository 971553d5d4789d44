package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.address.Address;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;

/** Each way to write a wrong case, and what its author is told. */
final class CaseReaderTest {

  @Test
  void readsAGoodCase() throws Exception {
    RuleCase found = new CaseText().read();

    assertThat(found.name()).isEqualTo("good");
    assertThat(found.organisations())
        .isEqualTo(
            Map.of(
                1L,
                new RuleCase.Organisation(
                    1, Witness.Standing.HONEYPOT, Optional.empty(), Duration.ofDays(60)),
                2L,
                new RuleCase.Organisation(
                    2, Witness.Standing.VOUCHED, Optional.empty(), Duration.ofDays(60)),
                10L,
                new RuleCase.Organisation(
                    10, Witness.Standing.ORDINARY, Optional.of(800_000L), Duration.ofDays(3))));
    assertThat(found.rules().policy().caps().agentAddressesPerDay()).isEqualTo(3);
    assertThat(found.rules().policy().caps().organisationAddressesPerDay()).isEqualTo(10_000);
    assertThat(found.rules().exemptions())
        .extracting(Exemption::tier)
        .contains(Exemption.Tier.SHARED);
    assertThat(found.rules().reference()).extracting(Object::toString).contains("192.0.2.0/24");
    Address address = Address.parse("198.51.100.7").orElseThrow();
    assertThat(found.signals())
        .containsExactly(
            new RuleCase.Signal(
                Duration.ZERO,
                10,
                new Network(64510, ""),
                "b",
                address,
                "crowdsecurity/ssh-bf",
                Duration.ofHours(30)),
            new RuleCase.Signal(
                Duration.ofMinutes(3),
                1,
                new Network(64501, "p1"),
                "a",
                address,
                "crowdsecurity/ssh-bf",
                Duration.ZERO));
    assertThat(found.expectations())
        .containsExactly(
            new RuleCase.Expectation(
                address,
                Duration.ofHours(2),
                RuleCase.Tier.GLOBAL,
                Optional.empty(),
                Map.of(RuleCase.Measure.K, 2L, RuleCase.Measure.ANCH, 1_000_000L),
                Map.of(1L, "floor.anchors"),
                3),
            new RuleCase.Expectation(
                address,
                Duration.ofMinutes(5),
                RuleCase.Tier.NONE,
                Optional.of("review.R3-velocity"),
                Map.of(),
                Map.of(),
                4));
    assertThat(found.nevers())
        .singleElement()
        .matches(
            never ->
                never.range().toString().equals("192.0.2.0/24")
                    && never.tier() == RuleCase.Tier.SCOPED);
  }

  @Test
  void readsTheSpecifiedExpectations() throws Exception {
    RuleCase found =
        new CaseText()
            .with(
                "expect.yaml",
                """
                at: 2h
                expect:
                  - {ip: 198.51.100.7, tier: global, reason: {k: 3, anch: 1}}
                  - {ip: 192.0.2.10,  tier: none,   because: floor.asns}
                  - {ip: 66.249.66.1, tier: none,   because: allowlist.benign}
                never: [{ip: 192.0.2.0/24, tier: global}]         # must hold at every instant, not only at the end
                """)
            .read();

    assertThat(found.expectations()).hasSize(3);
    assertThat(found.nevers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "description: | descripton: | case.yaml:1: description: the key is missing",
        "description: | descripton: | case.yaml:1: descripton: unknown key",
        "organisations: | people: | case.yaml:1: organisations: the key is missing",
        "id: 2 | id: 1 | case.yaml:4: organisations.id: 1 is there twice",
        "id: 2 | id: 0 | case.yaml:4: organisations.id: expected a whole number from 1",
        "vouched: true | vouched: maybe | case.yaml:4: organisations.vouched: expected one of"
            + " false, true",
        "vouched: true | vouched: true, honeypot: true | case.yaml:4: organisations.vouched: a"
            + " honeypot is the operator's own",
        "vouched: true | vouched: true, trust: 1 | case.yaml:4: organisations.trust: an anchor is"
            + " trusted in full",
        "trust: 0.8 | trust: 1.1 | case.yaml:5: organisations.trust: expected a number from 0 to 1",
        "age: 3d | age: 3 | case.yaml:5: organisations.age: expected a time such as 30s",
        "age: 3d | mood: 3 | case.yaml:5: organisations.mood: unknown key",
        "agent_ips_per_day: 3 | agent_ips_per_day: 0 | case.yaml:6: caps.agent_ips_per_day:"
            + " expected a whole number from 1",
        "agent_ips_per_day: 3 | agents: 3 | case.yaml:6: caps.agents: unknown key",
        "agent_ips_per_day: 3 | agent_ips_per_day: [3] | case.yaml:6: caps.agent_ips_per_day:"
            + " expected a single value",
        "tier: shared | tier: odd | case.yaml:8: allowlist.tier: expected one of never, benign,"
            + " protected, shared",
        "[203.0.113.0/24] | [203.0.113.1/24] | case.yaml:8: allowlist.entries: '203.0.113.1/24':"
            + " host bits are set",
        "[192.0.2.0/24] | [x] | case.yaml:9: reference: 'x': not an IP address or range"
      })
  void refusesABadWorldNamingLineAndKey(String part, String replacement, String problem) {
    assertThat(new CaseText().spoilt("case.yaml", part, replacement).problems())
        .anyMatch(found -> found.startsWith("tests/good/" + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t_offset,org | time,org | signals.csv:1: expected the columns"
            + " t_offset,org,asn,prefix,agent,ip,scenario and perhaps age",
        "scenario,age | scenario,mood | signals.csv:1: expected the columns",
        "scenario,age | scenario,age,age | signals.csv:1: expected the columns",
        "3m,1 | 3,1 | signals.csv:3: t_offset: expected a time such as 0s, 15m or 3d, found '3'",
        "3m,1 | -3m,1 | signals.csv:3: t_offset: expected a time such as",
        "3m,1 | 3m,7 | signals.csv:3: org: expected the number of an organisation of the case,"
            + " found '7'",
        "3m,1 | 3m,acme | signals.csv:3: org: expected the number of an organisation of the case",
        "64501 | AS64501 | signals.csv:3: asn: expected a number, found 'AS64501'",
        "p1,a, | p1,, | signals.csv:3: agent: expected some text, found ''",
        "198.51.100.7 | 198.51.100 | signals.csv:3: ip: expected an IP address, found '198.51.100'",
        "crowdsecurity/ssh-bf, | , | signals.csv:3: scenario: expected some text",
        "ssh-bf,30h | ssh-bf,soon | signals.csv:5: age: expected a time such as 48h, found 'soon'",
        "ssh-bf,30h | ssh-bf | signals.csv:5: expected 8 columns, found 7",
        "ssh-bf,30h | 'ssh-bf,30h,' | signals.csv:5: expected 8 columns, found 9"
      })
  void refusesABadSignalNamingLineAndColumn(String part, String replacement, String problem) {
    assertThat(new CaseText().spoilt("signals.csv", part, replacement).problems())
        .anyMatch(found -> found.startsWith("tests/good/" + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at: 2h | at: 2 | expect.yaml:1: at: expected a time such as 30s",
        "at: 2h | when: 2h | expect.yaml:1: at: the key is missing",
        "tier: global | tier: world | expect.yaml:3: expect.tier: expected one of none, scoped,"
            + " global",
        "ip: 198.51.100.7 | ip: 198.51.100.0/24 | expect.yaml:3: expect.ip: expected an IP address",
        "k: 2 | k: 2.5 | expect.yaml:3: expect.reason.k: expected a whole number from 0",
        "k: 2 | kk: 2 | expect.yaml:3: expect.reason.kk: unknown key",
        "anch: 1 | anch: one | expect.yaml:3: expect.reason.anch: expected a number from 0",
        "floor.anchors | floor.luck | expect.yaml:3: expect.without.1: expected one of"
            + " floor.anchors",
        "{1: floor | {7: floor | expect.yaml:3: expect.without.7: unknown key",
        "review.R3-velocity | review.R9-mood | expect.yaml:4: expect.because: expected one of"
            + " floor.anchors",
        "review.R3-velocity | luck | expect.yaml:4: expect.because: expected one of floor.anchors",
        "at: 5m | at: soon | expect.yaml:4: expect.at: expected a time such as 30s",
        "tier: scoped | tier: none | expect.yaml:6: never.tier: must be scoped or global",
        "192.0.2.0/24 | 192.0.2.1/24 | expect.yaml:6: never.ip: expected an IP address or a range"
            + " without host bits",
        "never: | always: | expect.yaml:5: always: unknown key"
      })
  void refusesABadExpectationNamingLineAndKey(String part, String replacement, String problem) {
    assertThat(new CaseText().spoilt("expect.yaml", part, replacement).problems())
        .anyMatch(found -> found.startsWith("tests/good/" + problem));
  }

  @Test
  void refusesACaseThatExpectsNothing() {
    assertThat(new CaseText().with("expect.yaml", "at: 2h\n").problems())
        .containsExactly("tests/good/expect.yaml:1: expect: a case must expect something");
  }

  @Test
  void refusesFilesThatAreMissingAndFilesNobodyKnows() {
    assertThat(
            new CaseText()
                .without("signals.csv")
                .without("case.yaml")
                .with("signal.csv", "t_offset\n")
                .problems())
        .containsExactly(
            "tests/good/case.yaml:1: the file is missing",
            "tests/good/signal.csv:1: no file of a case has this name",
            "tests/good/signals.csv:1: the file is missing");
  }

  @Test
  void reportsTheProblemsOfRulesBeforeThoseOfCases() {
    CaseText text = new CaseText().without("signals.csv");
    text.rules().put("policy.yaml", "version: 1\n");

    assertThat(text.problems()).isNotEmpty().allMatch(found -> found.startsWith("policy.yaml:"));
  }

  @Test
  void hostileFilesEndInAProblemSoon() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "x]\n");
    }
    for (String file : List.of("case.yaml", "expect.yaml", "signals.csv")) {
      for (String text :
          List.of(
              bomb.toString(),
              "[".repeat(200_000),
              "k".repeat(1_000_000) + ": 1\n",
              "",
              "\u0000",
              ",".repeat(100_000))) {
        assertThat(new CaseText().with(file, text).problems())
            .isNotEmpty()
            .allMatch(
                found -> found.startsWith("tests/good/" + file + ":") && found.length() < 600);
      }
    }
  }

  @Test
  void ordersSignalsByTheirArrival() throws RulesRefused {
    assertThat(new CaseText().read().signals())
        .extracting(RuleCase.Signal::offset)
        .containsExactly(Duration.ZERO, Duration.ofMinutes(3));
  }
}
