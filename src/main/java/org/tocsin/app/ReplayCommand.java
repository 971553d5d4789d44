package org.tocsin.app;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.lab.ProgressLine;
import org.tocsin.replay.Replay;
import org.tocsin.replay.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Curates a recorded stream with the production code. */
@Command(
    name = "replay",
    description = "Curates a recorded stream as a server would, without a server.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

  private static final int LOOK = 1_000;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "rules folder (default: the project's curation-rules)")
  private Optional<Path> rules;

  @Option(
      names = "--signals",
      paramLabel = "FILE.jsonl[.gz]",
      required = true,
      description = "one JSON object a line, in order of time")
  private Path signals;

  @Option(
      names = "--world",
      paramLabel = "FILE.json",
      description = "organisations, allowlist and shared ranges (default: nobody is known)")
  private Optional<Path> world;

  @Option(
      names = "--out",
      paramLabel = "FILE.jsonl",
      required = true,
      description = "one line for each change of an address' state")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Path folder = rules.orElseGet(RulesFolder::shipped);
    if (!Files.isDirectory(folder)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), folder + " is not a rules folder");
    }
    try {
      checkFiles();
      replay(new RuleBook(RulesFolder.read(folder).rules()));
      return ExitCode.DONE.number();
    } catch (RulesRefused e) {
      RulesFolder.print(folder, e, spec.commandLine().getErr());
    } catch (BadRecord e) {
      spec.commandLine().getErr().println("tocsin: " + e.getMessage());
    } catch (NoSuchFileException e) {
      spec.commandLine().getErr().println("tocsin: there is no file " + e.getFile());
    } catch (FileSystemException e) {
      spec.commandLine().getErr().println("tocsin: cannot use " + e.getMessage());
    }
    return ExitCode.BAD_INPUT.number();
  }

  /** Says what cannot work before any work is done. A pipe is as good as a file. */
  private void checkFiles() throws IOException, BadRecord {
    refuseFolder(signals);
    if (world.isPresent()) {
      refuseFolder(world.get());
    }
    refuseFolder(out);
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadRecord(out + ": there is no folder " + folder);
    }
    if (isSame(out, signals) || (world.isPresent() && isSame(out, world.get()))) {
      throw new BadRecord(out + " is also what is read");
    }
  }

  private static void refuseFolder(Path file) throws BadRecord {
    if (Files.isDirectory(file)) {
      throw new BadRecord(file + " is a folder");
    }
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
  }

  private void replay(RuleBook book) throws IOException, BadRecord {
    RecordedWorld known = world.isPresent() ? RecordedWorld.read(world.get()) : new RecordedWorld();
    // Where a program reads, there is a line if something is wrong and none otherwise.
    boolean person = CommandLine.Help.Ansi.AUTO.enabled();
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), person);
    try (RecordedSignals recorded = RecordedSignals.open(signals, known);
        RecordedChanges changes = new RecordedChanges(out, known, book.rules())) {
      Replay replay = new Replay(book, known.organisations(), known.exemptions(), changes::add);
      long count = 0;
      for (Optional<Report> next = recorded.next(); next.isPresent(); next = recorded.next()) {
        replay.accept(next.get());
        if (person && ++count % LOOK == 0) {
          progress.show(recorded.share(), "replay, " + next.get().at());
        }
      }
      replay.settle();
      changes.finish();
    } finally {
      progress.end();
    }
  }
}
