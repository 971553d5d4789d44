package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubUnusable;
import org.tocsin.agent.hubtest.HubTestUnusable;
import org.tocsin.agent.hubtest.HubTests;
import org.tocsin.agent.hubtest.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests that come with a hub. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    description = {
      "Runs the tests in DIR/.tests, or those named.",
      "",
      "Each failure names the test and the assertion; the last line counts.",
      ""
    })
final class HubTestCommand implements Callable<Integer> {
  /** The group of commands this belongs to. */
  @Command(
      name = "hubtest",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = TocsinAgent.Version.class,
      description = "Tests rules with the tests they come with.")
  static final class Group {}

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--hub", paramLabel = "DIR", required = true, description = "Folder of the hub.")
  private Path hub = Path.of("");

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Tests to run (default: all).")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      HubTests tests = new HubTests(HubFolder.open(hub), InstantSource.system());
      return run(tests, names.isEmpty() ? tests.names() : names, out).number();
    } catch (HubUnusable | HubTestUnusable problem) {
      TocsinAgent.complain(spec.commandLine(), problem);
      return ExitCode.BAD_INPUT.number();
    }
  }

  private static ExitCode run(HubTests tests, List<String> names, PrintWriter out) {
    int passed = 0;
    List<String> fixtures = new ArrayList<>();
    for (String name : names) {
      Report report = tests.run(name);
      report.warnings().forEach(line -> out.println(name + ": warning: " + line));
      report.failures().forEach(line -> out.println(name + ": " + line));
      passed += report.passed() ? 1 : 0;
      if (report.usedFixture()) {
        fixtures.add(name);
      }
    }
    if (!fixtures.isEmpty()) {
      out.println(
          "locations came from the table of test locations, not from a database, in: "
              + String.join(", ", fixtures));
    }
    int failed = names.size() - passed;
    out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }
}
