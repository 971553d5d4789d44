package org.tocsin.agent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.decision.SqliteStore;
import picocli.CommandLine.Option;

/** Where the agent keeps what it decided, and how a command prints what it finds there. */
final class StateOptions {
  static final String VARIABLE = "TOCSIN_AGENT_STATE";
  static final String USUAL = "/var/lib/tocsin-agent";

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The agent's state folder (default: $" + VARIABLE + ", or " + USUAL + ").")
  private Optional<Path> state = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "human, json or raw (default: human).")
  private Listing.Format format = Listing.Format.HUMAN;

  Listing.Format format() {
    return format;
  }

  Path folder(Map<String, String> variables) {
    String named = variables.getOrDefault(VARIABLE, "");
    Path folder = state.orElse(Path.of(named.isEmpty() ? USUAL : named));
    if (!Files.isDirectory(folder)) {
      throw new BadInput(
          folder + ": there is no such folder; the agent makes it when it first runs");
    }
    return folder;
  }

  SqliteStore open(Map<String, String> variables) {
    return SqliteStore.open(folder(variables));
  }
}
