package org.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules that are shipped, without what keeps two organisations from filling a list in one
 * minute: the caps of an agent and of an organisation, and the breaker.
 */
final class BoundlessRules {

  private static final String PLENTY = "1000000";
  private static final List<String> BOUNDS =
      List.of("agent_ips_per_day: 2000", "org_ips_per_day: 10000", "adds: max(500, 10%)");

  private BoundlessRules() {}

  /** Writes them into the scratch folder and returns where they are. */
  static Path write(Project project, Scratch scratch) {
    Path rules = scratch.folder().resolve("rules");
    try (Stream<Path> shipped = Files.walk(project.rules())) {
      for (Path from : shipped.toList()) {
        Files.copy(from, rules.resolve(project.rules().relativize(from).toString()));
      }
      Path policy = rules.resolve("policy.yaml");
      String text = Files.readString(policy);
      for (String bound : BOUNDS) {
        if (!text.contains(bound)) {
          throw new BenchmarkFailed("policy.yaml has no '%s' to lift".formatted(bound));
        }
        text = text.replace(bound, bound.replaceFirst("[0-9]+", PLENTY));
      }
      Files.writeString(policy, text);
      return rules;
    } catch (IOException e) {
      throw new BenchmarkFailed("the rules cannot be copied to " + rules, e);
    }
  }
}
