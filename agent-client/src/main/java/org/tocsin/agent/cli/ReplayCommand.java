package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.acquisition.LineReader;
import org.tocsin.agent.acquisition.LogFile;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads a log as fast as it can and tells what the scenarios found in it. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    sortOptions = false,
    description = {
      "Reads a whole log by the time in it and prints each overflow.",
      "",
      "One line each: overflow, time, scenario and source, with tabs between them; the last line"
          + " counts. Needs no network: look-ups of locations and names find nothing.",
      ""
    })
final class ReplayCommand implements Callable<Integer> {
  private final Environment environment;
  private final InstantSource clock = InstantSource.system();

  @Spec private @Nullable CommandSpec spec;
  @Mixin private RuleOptions options = new RuleOptions();

  ReplayCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("called without a command line");
    }
    PrintWriter err = command.commandLine().getErr();
    try {
      LogFile log = options.open();
      Engine engine =
          options.engine(
              environment.variables(), note -> err.println("tocsin-agent: note: " + note));
      replay(log, engine, command.commandLine().getOut(), err);
      return ExitCode.DONE.number();
    } catch (RuntimeException problem) {
      if (!RuleOptions.isBadInput(problem)) {
        throw problem;
      }
      TocsinAgent.complain(command.commandLine(), problem);
      return ExitCode.BAD_INPUT.number();
    }
  }

  private void replay(LogFile log, Engine engine, PrintWriter out, PrintWriter err) {
    ProgressBar bar = new ProgressBar(err, environment.terminal(), clock);
    Replay replay = new Replay(engine);
    Instant start = clock.instant();
    try (LineReader lines = log.lines()) {
      replay.read(
          lines,
          options.file().toString(),
          Map.of("type", options.type()),
          overflow -> print(overflow, out),
          () -> bar.show(progress(log), replay.lines()));
    } catch (IOException e) {
      bar.clear();
      throw new RuleOptions.BadLog(options.file() + ": cannot be read: " + e.getMessage());
    }
    bar.clear();
    tellOddities(replay, engine, err);
    long millis = Math.max(1, Duration.between(start, clock.instant()).toMillis());
    out.println(
        "lines "
            + replay.lines()
            + ", events "
            + replay.events()
            + ", overflows "
            + replay.overflows()
            + ", "
            + replay.lines() * 1000 / millis
            + " lines/s");
  }

  private static double progress(LogFile log) {
    try {
      return log.progress();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void tellOddities(Replay replay, Engine engine, PrintWriter err) {
    if (replay.cut() > 0) {
      err.println(
          "tocsin-agent: note: "
              + replay.cut()
              + " lines were longer than "
              + LineReader.LONGEST
              + " bytes and were cut there");
    }
    if (engine.costlyLines() > 0) {
      err.println(
          "tocsin-agent: note: "
              + engine.costlyLines()
              + " lines were so costly that some patterns saw only their beginning");
    }
    if (engine.evictedBuckets() > 0) {
      err.println(
          "tocsin-agent: note: "
              + engine.evictedBuckets()
              + " buckets had to go before their time to bound the memory");
    }
  }

  private static void print(Event overflow, PrintWriter out) {
    List<Alert> alerts = overflow.overflow().alerts();
    for (Alert alert : alerts) {
      out.print("overflow\t" + overflow.marshaledTime() + "\t");
      out.println(clean(alert.scenario().name()) + "\t" + clean(alert.source().value()));
    }
  }

  /** Sources come from log lines: nothing in them may break the line or reach a terminal. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
