package org.tocsin.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the benchmarks. A missed target is reported and is not a failure. */
@Command(
    name = "tocsin bench",
    description = "Measures the packaged server beside its peers on this machine.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Bench implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int BAD_ARGUMENTS = 2;
  private static final int LONGEST = 600;
  private static final String ALL = "all";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BENCHMARK",
      defaultValue = ALL,
      description =
          "ingest, stream, startup, curation, updates, formats, downloads, pages or all (default)")
  private String chosen;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "how long each measured phase takes (default: 15)")
  private int seconds;

  @Option(
      names = "--large",
      description =
          "the long forms: curation with up to ten million stored sightings in place of one"
              + " million, updates of a whole list, formats of a million addresses, downloads with"
              + " 1 to 256 connections, pages with a million addresses")
  private boolean large;

  Bench() {}

  /** Runs benchmarks and ends the process with 0, 1 if one could not run, 2 for bad arguments. */
  public static void main(String... arguments) {
    // Quarkus's classes are on the class path and complain about any other.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code =
        new CommandLine(new Bench())
            .setErr(err)
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler(
                (problem, wrong) -> {
                  err.println("tocsin bench: " + problem.getMessage());
                  return BAD_ARGUMENTS;
                })
            .setExecutionExceptionHandler(
                (failure, command, given) -> {
                  err.println("tocsin bench: " + failure.getMessage());
                  return FAILED;
                })
            .execute(arguments);
    System.exit(code);
  }

  @Override
  public Integer call() {
    Map<String, Benchmark> benchmarks = new LinkedHashMap<>();
    benchmarks.put("ingest", new IngestBenchmark());
    benchmarks.put("stream", new StreamBenchmark());
    benchmarks.put("startup", new StartupBenchmark());
    benchmarks.put("curation", new CurationBenchmark(large));
    benchmarks.put("updates", new UpdatesBenchmark(large));
    benchmarks.put("formats", new FormatsBenchmark(large));
    benchmarks.put("downloads", new DownloadsBenchmark(large));
    benchmarks.put("pages", new PagesBenchmark(large));
    if (!chosen.equals(ALL)) {
      benchmarks.keySet().retainAll(List.of(chosen));
    }
    if (benchmarks.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "there is no benchmark '" + chosen + "'; see --help");
    }
    if (seconds < 1 || seconds > LONGEST) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--seconds must be a number from 1 to " + LONGEST);
    }
    Project project = new Project(Path.of(System.getProperty("tocsin.home", ".")).toAbsolutePath());
    CommandLine line = spec.commandLine();
    Console console = new Console(line.getOut(), line.getErr());
    project.server();
    benchmarks.forEach(
        (name, benchmark) -> {
          console.progress(name);
          benchmark.run(project, Duration.ofSeconds(seconds), console);
        });
    return DONE;
  }
}
