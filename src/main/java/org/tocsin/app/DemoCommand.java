package org.tocsin.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tocsin.demo.Demo;
import org.tocsin.demo.DemoFailed;
import org.tocsin.demo.Patience;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole loop on this machine, on loopback, without touching any data. */
@Command(
    name = "demo",
    description =
        "The whole loop on a scratch folder: three organisations are attacked, a fourth knows the"
            + " attacker.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final Duration LONGEST_STEP = Duration.ofMinutes(3);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--keep", description = "keep the scratch folder, to look at")
  private boolean keep;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path home = Path.of(System.getProperty("tocsin.home", ".")).toAbsolutePath().normalize();
    Path scratch = Files.createTempDirectory("tocsin-demo");
    try (Demo demo =
        new Demo(home, scratch, new Patience(InstantSource.system(), LONGEST_STEP), out)) {
      demo.run();
      return ExitCode.DONE.number();
    } catch (DemoFailed e) {
      spec.commandLine().getErr().println("tocsin: " + e.getMessage());
      return ExitCode.FAILED.number();
    } finally {
      tidy(scratch, out);
    }
  }

  private void tidy(Path scratch, PrintWriter out) throws IOException {
    if (keep) {
      out.println("What the programs printed and wrote is in " + scratch);
      return;
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
