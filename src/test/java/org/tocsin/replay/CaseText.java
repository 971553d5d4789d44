package org.tocsin.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.RulesRefused;

/** A small good case, for the rules that come with the server, that tests spoil in one place. */
final class CaseText {

  private static final Path SHIPPED = Path.of("curation-rules");
  private static final String FOLDER = "tests/good/";

  private final TreeMap<String, String> rules = new TreeMap<>(texts(false));
  private final TreeMap<String, String> texts = new TreeMap<>();

  CaseText() {
    with(
        "case.yaml",
        """
        description: two see it
        organisations:
          - {id: 1, honeypot: true}
          - {id: 2, vouched: true}
          - {id: 10, trust: 0.8, age: 3d}
        policy: {caps: {agent_ips_per_day: 3}}
        allowlist:
          - {tier: shared, entries: [203.0.113.0/24]}
        reference: [192.0.2.0/24]
        """);
    with(
        "signals.csv",
        """
        t_offset,org,asn,prefix,agent,ip,scenario,age
        # the honeypot
        3m,1,64501,p1,a,198.51.100.7,crowdsecurity/ssh-bf,

        0s,10,64510,,b,198.51.100.7,crowdsecurity/ssh-bf,30h
        """);
    with(
        "expect.yaml",
        """
        at: 2h
        expect:
          - {ip: 198.51.100.7, tier: global, reason: {k: 2, anch: 1}, without: {1: floor.anchors}}
          - {ip: 198.51.100.7, tier: none, at: 5m, because: review.R3-velocity}
        never:
          - {ip: 192.0.2.0/24, tier: scoped}
        """);
  }

  /** Returns the texts of the shipped rules, or those of their cases. */
  static SortedMap<String, String> texts(boolean cases) {
    TreeMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = SHIPPED.relativize(file).toString();
        if (name.startsWith("tests/") == cases) {
          texts.put(name, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  SortedMap<String, String> rules() {
    return rules;
  }

  CaseText with(String file, String text) {
    texts.put(FOLDER + file, text);
    return this;
  }

  CaseText without(String file) {
    texts.remove(FOLDER + file);
    return this;
  }

  /** Replaces a part of a file that must be there. */
  CaseText spoilt(String file, String part, String replacement) {
    String text = texts.getOrDefault(FOLDER + file, "");
    if (!text.contains(part)) {
      throw new IllegalArgumentException(file + " has no " + part);
    }
    return with(file, text.replace(part, replacement));
  }

  RuleCase read() throws RulesRefused {
    return CaseReader.read(rules, texts).get(0);
  }

  RulesTest.Outcome run(boolean mutates) throws RulesRefused {
    return RulesTest.run(rules, texts, mutates).get(0);
  }

  /** Returns the problems as they are shown, none if the case is good. */
  List<String> problems() {
    try {
      CaseReader.read(rules, texts);
      return List.of();
    } catch (RulesRefused e) {
      return e.problems().stream().map(RulesProblem::toString).toList();
    }
  }
}
