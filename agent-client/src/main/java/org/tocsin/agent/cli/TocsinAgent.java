package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.community.Timeouts;
import org.tocsin.agent.decision.StoreFailed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** The {@code tocsin-agent} program: it names the commands and turns how they end into a code. */
@Command(
    name = "tocsin-agent",
    description = "Watches logs, decides, and shares what it saw with a central server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = TocsinAgent.Version.class,
    subcommands = HelpCommand.class)
public final class TocsinAgent {
  private static final Timeouts PATIENCE =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

  private TocsinAgent() {}

  public static void main(String[] arguments) {
    Environment environment =
        new Environment(System.getenv(), new SecureRandom(), PATIENCE, isOnTerminal());
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    System.exit(execute(environment, out, err, arguments));
  }

  @SuppressWarnings("SystemConsoleNull") // right up to Java 21; later ones draw into files too
  private static boolean isOnTerminal() {
    return System.console() != null;
  }

  /** At the start of a machine nobody should wait for commands that nobody called. */
  static int execute(
      Environment environment, PrintWriter out, PrintWriter err, String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("run")) {
      return commandLine(environment, out, err).execute(arguments);
    }
    CommandLine run = new CommandLine(new RunCommand(environment));
    return prepared(run.setCommandName("tocsin-agent run"), out, err)
        .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  static CommandLine commandLine(Environment environment, PrintWriter out, PrintWriter err) {
    CommandLine agent = new CommandLine(new TocsinAgent());
    RulesCommands.addTo(agent, environment);
    agent
        .addSubcommand(new EnrolCommand(environment))
        .addSubcommand(
            new CommandLine(new HubTestCommand.Group()).addSubcommand(new HubTestCommand()))
        .addSubcommand(new ReplayCommand(environment))
        .addSubcommand(new ExplainCommand(environment))
        .addSubcommand(new MakeLogCommand())
        .addSubcommand(
            new CommandLine(new BenchCommand.Group())
                .addSubcommand(new BenchCommand.Throughput())
                .addSubcommand(new BenchCommand.Memory()))
        .addSubcommand(new RunCommand(environment))
        .addSubcommand(new WarmUpCommand(environment))
        .addSubcommand(new DecisionsCommand(environment))
        .addSubcommand(new AlertsCommand(environment))
        .addSubcommand(new BouncersCommand(environment))
        .addSubcommand(new AllowlistsCommand(environment))
        .addSubcommand(new ListCommand(environment))
        .addSubcommand(new MetricsCommand(environment))
        .addSubcommand(new CompletionCommand());
    return prepared(agent, out, err);
  }

  private static CommandLine prepared(CommandLine agent, PrintWriter out, PrintWriter err) {
    return agent
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(
            (problem, arguments) -> {
              complain(problem.getCommandLine(), problem);
              return ExitCode.BAD_INPUT.number();
            })
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> {
              if (problem instanceof BadInput) {
                complain(command, problem);
                return ExitCode.BAD_INPUT.number();
              }
              if (problem instanceof StoreFailed || problem instanceof IOException) {
                complain(command, problem);
                return ExitCode.FAILED.number();
              }
              complain(command, new IllegalStateException("internal error: " + problem, problem));
              return ExitCode.FAILED.number();
            });
  }

  /** Where a command that was called by a command line prints. */
  static PrintWriter out(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    return spec.commandLine().getOut();
  }

  /** One line, whatever the problem's own text looks like. */
  static void complain(CommandLine command, Exception problem) {
    String text = Optional.ofNullable(problem.getMessage()).orElse(problem.toString());
    command.getErr().println("tocsin-agent: " + text.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  static String version() {
    return Optional.ofNullable(TocsinAgent.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tocsin-agent " + version()};
    }
  }
}
