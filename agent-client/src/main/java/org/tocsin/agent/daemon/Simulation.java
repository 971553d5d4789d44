package org.tocsin.agent.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/**
 * Which scenarios only say what they would have done.
 *
 * @param all whether all of them do, but for the exceptions; else only the exceptions do
 * @param exceptions names of scenarios
 */
record Simulation(boolean all, Set<String> exceptions) {
  private static final String FILE = "simulation.yaml";

  /** As the file in the folder of rules says; none does if there is no file. */
  static Simulation read(Path rules) throws IOException {
    Path file = rules.resolve(FILE);
    if (!Files.exists(file)) {
      return new Simulation(false, Set.of());
    }
    for (Section section : new RuleFile(file.toString(), Files.readString(file)).documents()) {
      section.only(Set.of("simulation", "exclusions"));
      return new Simulation(section.flag("simulation"), Set.copyOf(section.texts("exclusions")));
    }
    return new Simulation(false, Set.of());
  }

  boolean covers(String scenario) {
    return all != exceptions.contains(scenario);
  }
}
