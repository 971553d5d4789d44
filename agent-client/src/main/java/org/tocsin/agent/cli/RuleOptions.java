package org.tocsin.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.acquisition.LogFile;
import org.tocsin.agent.daemon.AgentConfig;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.hub.AgentFolder;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubUnusable;
import org.tocsin.agent.hub.StarterRules;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.RuleSet;
import picocli.CommandLine.Option;

/** The options of commands that run rules over a log. */
final class RuleOptions {
  @Option(
      names = "--hub",
      paramLabel = "DIR",
      description = "Folder of a hub; without one the installed rules are used.")
  private Optional<Path> hub = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Folder of the installed rules (default: $TOCSIN_AGENT_CONFIG, or /etc/tocsin-agent);"
              + " while there are none, the rules that come with the program.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--collections",
      paramLabel = "A,B",
      split = ",",
      description = "Collections of the hub whose rules are used, with all they need.")
  private List<String> collections = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "F",
      required = true,
      description = "Log to read; may be compressed with gzip.")
  private Path file = Path.of("");

  @Option(
      names = "--type",
      paramLabel = "T",
      required = true,
      description = "What the log is, as rules call it: syslog, nginx, ...")
  private String type = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the data files rules look into (default: data in the hub).")
  private Optional<Path> data = Optional.empty();

  String type() {
    return type;
  }

  Path file() {
    return file;
  }

  LogFile open() {
    if (!Files.isRegularFile(file)) {
      throw new BadLog(file + ": no such file");
    }
    try {
      return LogFile.open(file);
    } catch (IOException e) {
      throw new BadLog(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** Neither network nor databases: whoever asks for them finds nothing. */
  Engine engine(Map<String, String> variables, Consumer<String> notes) {
    if (hub.isPresent() && collections.isEmpty()) {
      throw new BadLog("--collections: say which of the hub's are to be used");
    }
    AgentFolder installed = new AgentFolder(config.orElseGet(() -> usual(variables)));
    DataFolder files =
        new DataFolder(
            data.orElse(hub.map(folder -> folder.resolve("data")).orElse(installed.data())));
    Engine.World world =
        new Engine.World(
            files.files(),
            Surroundings.none(),
            InstantSource.system(),
            Runtime.getRuntime().maxMemory(),
            notes);
    RuleSet rules =
        hub.isPresent()
            ? RuleSet.ofCollections(HubFolder.open(hub.get()), collections)
            : RuleSet.installed(installed, StarterRules.read());
    return Engine.load(rules, world);
  }

  private static Path usual(Map<String, String> variables) {
    String named = variables.getOrDefault(HubOptions.CONFIG_VARIABLE, "");
    return named.isEmpty() ? AgentConfig.USUAL_FOLDER : Path.of(named);
  }

  /** A log that cannot be read. */
  static final class BadLog extends RuntimeException {
    BadLog(String message) {
      super(message);
    }
  }

  /** Whether a problem is one of what was given, not of the program. */
  static boolean isBadInput(RuntimeException problem) {
    return problem instanceof BadLog
        || problem instanceof HubUnusable
        || problem instanceof org.tocsin.agent.rule.RuleRefused;
  }
}
