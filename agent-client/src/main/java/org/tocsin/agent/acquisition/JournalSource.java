package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal, through journalctl, which is started again when it ends. Behind which entry to go on
 * is kept; at the very first start that is the newest one.
 */
final class JournalSource implements Source {
  private static final int LONGEST = 1 << 20;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int PATIENCE = 5;
  private static final int NOTES = 3;

  private final String command;
  private final Origin.Journal origin;
  private final Outlet outlet;
  private final Positions positions;
  private final String mark;
  private volatile Optional<Process> running = Optional.empty();

  JournalSource(String command, Origin.Journal origin, Outlet outlet, Positions positions) {
    this.command = command;
    this.origin = origin;
    this.outlet = outlet;
    this.positions = positions;
    this.mark = "journal " + String.join(" ", origin.filters());
  }

  @Override
  public List<Runnable> work() {
    return List.of(this::run);
  }

  private void run() {
    int fruitless = 0;
    while (!outlet.stop().asked()) {
      boolean fruitful = follow();
      if (origin.once()) {
        return;
      }
      fruitless = fruitful ? 0 : fruitless + 1;
      if (fruitless == PATIENCE && positions.mark(mark).isPresent()) {
        outlet.note("the place in the journal is of no use any more; going on at its end");
        positions.forget(mark);
      }
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(fruitless, 6));
      outlet.stop().within(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
  }

  private List<String> arguments() {
    List<String> all = new ArrayList<>(List.of(command, "--output=json", "--all", "--no-pager"));
    if (!origin.once()) {
      all.add("--follow");
      all.add(positions.mark(mark).map(cursor -> "--after-cursor=" + cursor).orElse("--lines=1"));
      positions.mark(mark).ifPresent(cursor -> all.add("--no-tail"));
    }
    all.addAll(origin.filters());
    return all;
  }

  /** Runs journalctl once, and says whether it gave anything. */
  private boolean follow() {
    boolean skipsOld = !origin.once() && positions.mark(mark).isEmpty();
    Instant began = outlet.now();
    try {
      Process process = new ProcessBuilder(arguments()).start();
      running = Optional.of(process);
      if (outlet.stop().asked()) {
        process.destroyForcibly();
      }
      process.getOutputStream().close();
      Threads.start(outlet.name() + " errors", () -> complain(process));
      boolean any = read(process, skipsOld ? began : Instant.MIN);
      process.destroyForcibly();
      if (!outlet.stop().asked() && !origin.once()) {
        outlet.note(command + " ended and is started again");
      }
      return any;
    } catch (IOException e) {
      if (!outlet.stop().asked()) {
        outlet.note(command + ": " + e.getMessage());
      }
      return false;
    }
  }

  private boolean read(Process process, Instant notBefore) throws IOException {
    boolean any = false;
    try (LineReader lines = new LineReader(process.getInputStream(), LONGEST)) {
      long bytes = 0;
      for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
        outlet.read(lines.bytes() - bytes);
        bytes = lines.bytes();
        Optional<JournalEntry> entry = JournalEntry.of(next.get());
        if (entry.isEmpty()) {
          outlet.drop("journalctl gave something that is no entry");
          continue;
        }
        if (!take(entry.get(), notBefore)) {
          return any;
        }
        any = true;
      }
    }
    return any;
  }

  private boolean take(JournalEntry entry, Instant notBefore) {
    boolean wanted = !entry.line().isEmpty() && !entry.time().isBefore(notBefore);
    if (wanted && !outlet.give(entry.line(), outlet.name())) {
      return false;
    }
    if (!origin.once()) {
      positions.mark(mark, entry.cursor());
    }
    return true;
  }

  private void complain(Process process) {
    try (LineReader lines = new LineReader(process.getErrorStream())) {
      int said = 0;
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (said++ < NOTES) {
          outlet.note("journalctl: " + line.get().substring(0, Math.min(500, line.get().length())));
        }
      }
    } catch (IOException e) {
      // The process is gone, and so is what it had to say.
      return;
    }
  }

  @Override
  public void close() {
    running.ifPresent(Process::destroyForcibly);
  }
}
