package org.tocsin.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.address.Address;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.replay.RulesTest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Works on rules: alone, or with what a running server holds. */
@Command(
    name = "rules",
    description = "Works on curation rules.",
    subcommands = {RulesCommand.Test.class, RulesExplainCommand.class, RulesDiffCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Runs the cases that rules bring with them. */
  @Command(
      name = "test",
      description = "Runs the cases in the tests folder of the rules.",
      mixinStandardHelpOptions = true)
  static final class Test implements Callable<Integer> {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "DIR",
        description = "rules folder (default: the project's curation-rules)")
    private Optional<Path> folder;

    @Option(
        names = "--mutate",
        description =
            "run each case again without each vote behind each listing it expects; the case must"
                + " name the floor that is then missed")
    private boolean mutate;

    @Option(
        names = "--explain",
        paramLabel = "IP",
        description = "print the verdict on this address at the end of each case that has it")
    private Optional<String> explain = Optional.empty();

    @Override
    public Integer call() {
      Path rules = folder.orElseGet(RulesFolder::shipped);
      if (!Files.isDirectory(rules)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), rules + " is not a rules folder");
      }
      Optional<Address> explained = explain.map(this::address);
      try {
        return print(
            RulesTest.run(RulesFolder.texts(rules), RulesFolder.cases(rules), mutate, explained));
      } catch (RulesRefused e) {
        RulesFolder.print(rules, e, spec.commandLine().getErr());
        return ExitCode.BAD_INPUT.number();
      }
    }

    private Address address(String text) {
      return Address.parse(text)
          .orElseThrow(
              () ->
                  new CommandLine.ParameterException(
                      spec.commandLine(), PlainLine.of(text) + " is no IP address"));
    }

    private int print(List<RulesTest.Outcome> outcomes) {
      PrintWriter out = spec.commandLine().getOut();
      for (RulesTest.Outcome outcome : outcomes) {
        out.println((outcome.passed() ? "pass " : "FAIL ") + outcome.name());
        outcome.failures().forEach(failure -> out.println("     " + failure));
        outcome.notes().forEach(note -> out.println("     " + note));
        outcome
            .explained()
            .map(found -> Explanation.of(found.state(), found.verdict(), found.at()))
            .ifPresent(found -> found.lines().forEach(line -> out.println("     " + line)));
      }
      long passed = outcomes.stream().filter(RulesTest.Outcome::passed).count();
      out.println(passed + " passed, " + (outcomes.size() - passed) + " failed");
      out.flush();
      return (passed == outcomes.size() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }
}
