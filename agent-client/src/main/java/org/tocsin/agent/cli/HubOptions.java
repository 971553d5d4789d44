package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.tocsin.agent.hub.AgentFolder;
import org.tocsin.agent.hub.Hub;
import org.tocsin.agent.hub.HubSource;
import org.tocsin.agent.hub.HubUnusable;
import org.tocsin.agent.hub.InstallationFailed;
import org.tocsin.agent.hub.StarterRules;
import org.tocsin.agent.rule.RuleRefused;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of commands that deal with installed rules. */
final class HubOptions {
  static final String CONFIG_VARIABLE = "TOCSIN_AGENT_CONFIG";
  private static final String DEFAULT_CONFIG = "/etc/tocsin-agent";

  @Option(
      names = "--hub",
      paramLabel = "SOURCE",
      description =
          "Where rules come from: URL of an index, or a folder (default: that of the last time).")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "The agent's folder (default: $" + CONFIG_VARIABLE + ", or " + DEFAULT_CONFIG + ").")
  private Optional<String> config = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "human, json or raw (default: human).")
  private Listing.Format output = Listing.Format.HUMAN;

  Listing.Format output() {
    return output;
  }

  AgentFolder folder(Environment environment) {
    String fromEnvironment = environment.variables().getOrDefault(CONFIG_VARIABLE, "");
    String fallback = fromEnvironment.isBlank() ? DEFAULT_CONFIG : fromEnvironment;
    String text = config.orElse(fallback);
    try {
      return new AgentFolder(Path.of(text));
    } catch (InvalidPathException e) {
      throw new HubUnusable(text + ": not a path: " + e.getReason());
    }
  }

  /** The hub that was asked for, or the one remembered. */
  Hub hub(Environment environment) {
    AgentFolder folder = folder(environment);
    HttpFetch fetch = fetch(environment);
    StarterRules starter = StarterRules.read();
    return source
        .map(text -> Hub.of(folder, starter, HubSource.of(text, fetch)))
        .orElseGet(() -> Hub.remembered(folder, starter, fetch));
  }

  /** The hub as its source shows it now, whether asked for or remembered. */
  Hub freshHub(Environment environment) {
    AgentFolder folder = folder(environment);
    String text =
        source
            .or(() -> Hub.rememberedSource(folder))
            .orElseThrow(() -> new HubUnusable("no hub is known yet; name one with --hub"));
    return Hub.of(folder, StarterRules.read(), HubSource.of(text, fetch(environment)));
  }

  boolean hasSource() {
    return source.isPresent();
  }

  private static HttpFetch fetch(Environment environment) {
    return new HttpFetch("tocsin-agent/" + TocsinAgent.version(), environment.timeouts());
  }

  /** Runs a command and turns what may go wrong into a message and a code. */
  static int guarded(CommandLine command, Supplier<ExitCode> work) {
    try {
      return work.get().number();
    } catch (HubUnusable | RuleRefused problem) {
      TocsinAgent.complain(command, problem);
      return ExitCode.BAD_INPUT.number();
    } catch (InstallationFailed problem) {
      TocsinAgent.complain(command, problem);
      return ExitCode.FAILED.number();
    } finally {
      PrintWriter out = command.getOut();
      out.flush();
    }
  }
}
