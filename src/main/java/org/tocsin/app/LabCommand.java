package org.tocsin.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.curation.Rules;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.lab.Lab;
import org.tocsin.lab.LabOptions;
import org.tocsin.lab.LabRefused;
import org.tocsin.lab.ProgressLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Attacks made-up lists in a made-up world and shows what each way of keeping one is worth. */
@Command(
    name = "lab",
    description = "The poisoning lab: attacks on our list and on every baseline, measured.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LabCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--campaign",
      paramLabel = "A1..A12|all|none",
      description = "lists and ranges; A13 is beyond the table (default: all)")
  private Optional<String> campaign;

  @Option(
      names = "--budget",
      paramLabel = "SHARE",
      description = "attacker's agents as shares of the honest ones (default: 0.05)")
  private Optional<String> budget;

  @Option(names = "--seed", paramLabel = "N", description = "one world each (default: 1)")
  private Optional<String> seed;

  @Option(
      names = "--world",
      paramLabel = "S|L|tiny,katti,low-confidence,feedback,appeals,decoys",
      description = "size, and what makes it harsher (default: S)")
  private Optional<String> world;

  @Option(
      names = "--vouched",
      paramLabel = "SHARE",
      description = "organisations vouched for (default: 0.10)")
  private Optional<String> vouched;

  @Option(names = "--honeypots", paramLabel = "N", description = "default: 10")
  private Optional<String> honeypots;

  @Option(names = "--days", paramLabel = "N", description = "default: 60")
  private Optional<String> days;

  @Option(
      names = "--methods",
      paramLabel = "ours|baselines|all|NAME",
      description = "a list (default: all)")
  private Optional<String> methods;

  @Option(names = "--report", paramLabel = "FILE.html", description = "writes a page")
  private Optional<String> report;

  @Option(names = "--markdown", paramLabel = "FILE.md", description = "writes Markdown")
  private Optional<String> markdown;

  @Option(
      names = "--write-stream",
      paramLabel = "DIR",
      description = "writes every stream for a replay")
  private Optional<String> writeStream;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "rules folder (default: the project's curation-rules)")
  private Optional<Path> rules;

  @Override
  public Integer call() throws IOException {
    Path folder = rules.orElseGet(RulesFolder::shipped);
    try {
      return run(RulesFolder.read(folder).rules());
    } catch (RulesRefused e) {
      RulesFolder.print(folder, e, spec.commandLine().getErr());
      return ExitCode.BAD_INPUT.number();
    }
  }

  private int run(Rules inForce) throws IOException {
    boolean console = CommandLine.Help.Ansi.AUTO.enabled();
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), console);
    try {
      boolean victims =
          Lab.withAllMethods(inForce, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime)
              .run(LabOptions.parse(given()), spec.commandLine().getOut(), console, progress);
      return (victims ? ExitCode.FAILED : ExitCode.DONE).number();
    } catch (LabRefused refused) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(refused.getMessage()), refused);
    } finally {
      progress.end();
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new HashMap<>();
    campaign.ifPresent(value -> given.put("--campaign", value));
    budget.ifPresent(value -> given.put("--budget", value));
    seed.ifPresent(value -> given.put("--seed", value));
    world.ifPresent(value -> given.put("--world", value));
    vouched.ifPresent(value -> given.put("--vouched", value));
    honeypots.ifPresent(value -> given.put("--honeypots", value));
    days.ifPresent(value -> given.put("--days", value));
    methods.ifPresent(value -> given.put("--methods", value));
    report.ifPresent(value -> given.put("--report", value));
    markdown.ifPresent(value -> given.put("--markdown", value));
    writeStream.ifPresent(value -> given.put("--write-stream", value));
    return given;
  }
}
