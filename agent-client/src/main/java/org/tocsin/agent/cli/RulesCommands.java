package org.tocsin.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.hub.AgentFolder;
import org.tocsin.agent.hub.Change;
import org.tocsin.agent.hub.Hub;
import org.tocsin.agent.hub.HubUnusable;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.hub.RuleState;
import org.tocsin.agent.hub.StarterRules;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.RuleSet;
import org.tocsin.agent.rule.RuleRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that list and change installed rules, the same for every kind of them. */
final class RulesCommands {
  private static final List<Kind> KINDS =
      List.of(Kind.PARSERS, Kind.SCENARIOS, Kind.POSTOVERFLOWS, Kind.COLLECTIONS);

  private RulesCommands() {}

  /** Adds {@code parsers}, {@code scenarios}, {@code postoverflows}, {@code collections}, hub. */
  static void addTo(CommandLine agent, Environment environment) {
    for (Kind kind : KINDS) {
      CommandLine group =
          group(kind.folder(), "Lists, installs and removes " + kind.folder() + ".");
      group.addSubcommand("list", listing(environment, List.of(kind)));
      for (Action action : Action.values()) {
        group.addSubcommand(action.word(), changing(environment, List.of(kind), action));
      }
      group.addSubcommand("inspect", new CommandLine(new Inspect(environment, kind)));
      agent.addSubcommand(kind.folder(), group);
    }
    List<Kind> all = Arrays.asList(Kind.values());
    CommandLine hub = group("hub", "Knows what rules there are and keeps them up to date.");
    hub.addSubcommand("update", new CommandLine(new Update(environment)));
    hub.addSubcommand("list", listing(environment, all));
    hub.addSubcommand(Action.UPGRADE.word(), changing(environment, all, Action.UPGRADE));
    agent.addSubcommand("hub", hub);
  }

  private static CommandLine group(String name, String description) {
    CommandLine group = new CommandLine(new Group());
    group.getCommandSpec().name(name).usageMessage().description(description);
    return group;
  }

  private static CommandLine listing(Environment environment, List<Kind> kinds) {
    return new CommandLine(new Listing(environment, kinds));
  }

  private static CommandLine changing(Environment environment, List<Kind> kinds, Action action) {
    CommandLine command = new CommandLine(new Changing(environment, kinds, action));
    command.getCommandSpec().name(action.word()).usageMessage().description(action.description);
    return command;
  }

  /** What can be done with rules. */
  enum Action {
    INSTALL("Installs rules, and of collections all they consist of."),
    REMOVE("Removes installed rules, and of collections what nothing else needs."),
    ENABLE("Loads rules that were disabled."),
    DISABLE("Keeps rules but does not load them."),
    UPGRADE("Brings installed rules up to date: those named, or all.");

    private final String description;

    Action(String description) {
      this.description = description;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = TocsinAgent.Version.class)
  private static final class Group {}

  /** What all these commands have. */
  private abstract static class Shared implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HubOptions options = new HubOptions();

    abstract ExitCode run(HubOptions given, RuleStates printed);

    @Override
    public Integer call() {
      if (spec == null) {
        throw new IllegalStateException("called without a command line");
      }
      CommandLine command = spec.commandLine();
      RuleStates printed = new RuleStates(command.getOut(), command.getErr());
      return HubOptions.guarded(command, () -> run(options, printed));
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what is installed, and what was written by hand.")
  private static final class Listing extends Shared {
    private final Environment environment;
    private final List<Kind> kinds;

    @Option(
        names = {"-a", "--all"},
        description = "Also what could be installed.")
    private boolean all;

    Listing(Environment environment, List<Kind> kinds) {
      this.environment = environment;
      this.kinds = kinds;
    }

    @Override
    ExitCode run(HubOptions given, RuleStates printed) {
      Hub hub = given.hub(environment);
      Map<Kind, List<RuleState>> states = new LinkedHashMap<>();
      kinds.forEach(kind -> states.put(kind, hub.states(kind, all)));
      printed.print(states, given.output());
      return ExitCode.DONE;
    }
  }

  @Command(mixinStandardHelpOptions = true)
  private static final class Changing extends Shared {
    private final Environment environment;
    private final List<Kind> kinds;
    private final Action action;

    @Option(
        names = "--force",
        description = "Even if a rule was changed by hand, or another needs it.")
    private boolean force;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Rules, as AUTHOR/NAME.")
    private List<String> names = new ArrayList<>();

    Changing(Environment environment, List<Kind> kinds, Action action) {
      this.environment = environment;
      this.kinds = kinds;
      this.action = action;
    }

    @Override
    ExitCode run(HubOptions given, RuleStates printed) {
      if (names.isEmpty() && action != Action.UPGRADE) {
        throw new HubUnusable("name what to " + action.word());
      }
      if (!names.isEmpty() && kinds.size() > 1) {
        throw new HubUnusable("all rules are brought up to date at once; name none");
      }
      Hub hub = given.hub(environment);
      List<Change> changes = new ArrayList<>();
      changes.add(act(hub));
      if (given.hasSource()) {
        changes.add(hub.remember());
      }
      Optional<String> problem =
          changes.get(0).done().isEmpty() ? Optional.empty() : unloadable(given);
      problem.ifPresent(text -> changes.add(new Change(List.of(), List.of(text))));
      printed.tell(changes, given.output());
      return problem.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** An agent that starts with a rule it does not understand would stop: better told now. */
    private Optional<String> unloadable(HubOptions given) {
      AgentFolder folder = given.folder(environment);
      try {
        Engine.World world =
            new Engine.World(
                new DataFolder(folder.data()).files(),
                Surroundings.none(),
                InstantSource.system(),
                Runtime.getRuntime().maxMemory(),
                note -> {});
        Engine.load(RuleSet.installed(folder, StarterRules.read()), world);
        return Optional.empty();
      } catch (RuleRefused | HubUnusable e) {
        return Optional.of("the agent cannot load its rules now: " + e.getMessage());
      }
    }

    private Change act(Hub hub) {
      Kind kind = kinds.get(0);
      return switch (action) {
        case INSTALL -> hub.install(kind, names, force);
        case REMOVE -> hub.remove(kind, names, force);
        case ENABLE -> hub.enable(kind, names);
        case DISABLE -> hub.disable(kind, names, force);
        case UPGRADE -> hub.upgrade(kinds, names, force);
      };
    }
  }

  @Command(
      name = "inspect",
      mixinStandardHelpOptions = true,
      description = "Tells all that is known of a rule.")
  private static final class Inspect extends Shared {
    private final Environment environment;
    private final Kind kind;

    @Parameters(paramLabel = "NAME", arity = "1", description = "The rule, as AUTHOR/NAME.")
    private String name = "";

    Inspect(Environment environment, Kind kind) {
      this.environment = environment;
      this.kind = kind;
    }

    @Override
    ExitCode run(HubOptions given, RuleStates printed) {
      Hub hub = given.hub(environment);
      RuleState state =
          hub.state(kind, name)
              .orElseThrow(() -> new HubUnusable("there is no " + kind.singular() + " " + name));
      ObjectNode object = RuleStates.object(state);
      object.put("type", kind.folder());
      hub.members(kind, name).forEach(object.putArray("members")::add);
      printed.inspect(object, given.output());
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      description = "Fetches the index of a hub, so that what is new is known.")
  private static final class Update extends Shared {
    private final Environment environment;

    Update(Environment environment) {
      this.environment = environment;
    }

    @Override
    ExitCode run(HubOptions given, RuleStates printed) {
      printed.tell(List.of(given.freshHub(environment).remember()), given.output());
      return ExitCode.DONE;
    }
  }
}
