package org.tocsin.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the server. */
@QuarkusMain
@Command(
    name = "tocsin",
    description = "Open curation and distribution of shared blocklists.",
    subcommands = {
      ServeCommand.class,
      ReplayCommand.class,
      RulesCommand.class,
      LabCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      BundleCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
public final class Main implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (problem, arguments) -> {
              problem
                  .getCommandLine()
                  .getErr()
                  .println(
                      "tocsin: "
                          + firstLine(String.valueOf(problem.getMessage()))
                          + " (see: tocsin help)");
              return ExitCode.BAD_INPUT.number();
            })
        .setExecutionExceptionHandler(
            (failure, command, arguments) -> {
              command
                  .getErr()
                  .println("tocsin: " + firstLine(String.valueOf(failure.getMessage())));
              return ExitCode.FAILED.number();
            });
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
