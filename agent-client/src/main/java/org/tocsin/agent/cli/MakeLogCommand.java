package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.bench.LogMaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a made-up log to measure with. */
@Command(
    name = "make-log",
    hidden = true,
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    description = "Prints a made-up log, one line in twenty of it an attack.")
final class MakeLogCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}.")
  private LogMaker.Kind kind = LogMaker.Kind.NGINX;

  @Option(names = "--lines", paramLabel = "N", description = "How many lines.")
  private int lines = 500_000;

  @Option(names = "--seed", paramLabel = "S", description = "Another seed, another log.")
  private long seed = 1;

  @Override
  public Integer call() {
    PrintWriter out = TocsinAgent.out(spec);
    PrintWriter buffered = new PrintWriter(new java.io.BufferedWriter(out));
    new LogMaker(kind, seed).make(lines, line -> buffered.append(line).append('\n'));
    buffered.flush();
    return ExitCode.DONE.number();
  }
}
