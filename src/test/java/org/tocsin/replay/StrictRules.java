package org.tocsin.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Rules;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.RulesRefused;

/** The rules we ship, with numbers under which much happens in a short time. */
final class StrictRules {

  static final int ORGANISATION_CAP = 7;
  private static final int AGENT_CAP = 5;

  private StrictRules() {}

  static Rules withSmallCaps(String digest) throws RulesRefused {
    Rules shipped = RulesReader.read(texts(Path.of("curation-rules"))).rules();
    Policy policy = shipped.policy();
    Policy.Trust trust = policy.trust();
    return new Rules(
        new Policy(
            policy.skew(),
            policy.decay(),
            policy.sameNetworkDiscount(),
            new Policy.Trust(
                2,
                1,
                250_000,
                trust.creditsPerDay(),
                trust.creditWindow(),
                trust.penalty(),
                Duration.ofDays(30),
                Duration.ofDays(3)),
            new Policy.Caps(AGENT_CAP, ORGANISATION_CAP),
            policy.global(),
            new Policy.Scoped(
                policy.scoped().floors(),
                100_000,
                policy.scoped().affinityWindow(),
                policy.scoped().witnessesNear()),
            policy.superquorum(),
            policy.anchorWeight(),
            policy.keep(),
            policy.relist(),
            policy.shared(),
            policy.breaker(),
            policy.decoys()),
        shipped.review(),
        shipped.scenarios(),
        shipped.exemptions(),
        shipped.anchors(),
        shipped.reference(),
        digest);
  }

  private static SortedMap<String, String> texts(Path folder) {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("tests/")) {
          texts.put(name, Files.readString(file));
        }
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
