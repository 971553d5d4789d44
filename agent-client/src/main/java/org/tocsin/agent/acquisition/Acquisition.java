package org.tocsin.agent.acquisition;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * All sources of lines at work, each in threads of its own.
 *
 * <p>Positions in files, the journal and containers are kept in the state folder, once a second and
 * at the end; they never lie behind a line that did not go all the way, and, when {@link #close}
 * has returned, never before one that did.
 */
public final class Acquisition implements AutoCloseable {
  private static final Duration BETWEEN_SAVES = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * What is outside of the agent.
   *
   * @param stdin standard input
   * @param journalctl the command that reads the journal
   */
  public record Outside(InputStream stdin, String journalctl) {}

  private final Outlet.Surroundings surroundings;
  private final Positions positions;
  private final List<Outlet> outlets = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Thread> workers = new ArrayList<>();
  private final List<Thread> waitedFor = new ArrayList<>();

  private Acquisition(Outlet.Surroundings surroundings, Positions positions) {
    this.surroundings = surroundings;
    this.positions = positions;
  }

  /**
   * Starts reading.
   *
   * @param stateFolder where positions are kept; only one agent may use it
   * @param sink is given every line, by several threads
   * @param notes is told what an operator should know, a sentence each
   * @throws SourceUnusable if a source cannot be used at all; nothing is left running then
   */
  public static Acquisition start(
      List<AcquisitionConfig> configs,
      Path stateFolder,
      LineSink sink,
      Consumer<String> notes,
      InstantSource clock) {
    Outside outside = new Outside(System.in, "journalctl");
    return start(configs, stateFolder, outside, sink, notes, clock);
  }

  /** As the other one, with what is outside of the agent. */
  public static Acquisition start(
      List<AcquisitionConfig> configs,
      Path stateFolder,
      Outside outside,
      LineSink sink,
      Consumer<String> notes,
      InstantSource clock) {
    Positions positions = Positions.open(stateFolder, notes);
    Outlet.Surroundings surroundings = new Outlet.Surroundings(sink, notes, clock, new Stop());
    Acquisition acquisition = new Acquisition(surroundings, positions);
    try {
      acquisition.prepare(configs, outside);
    } catch (SourceUnusable e) {
      acquisition.close();
      throw e;
    }
    acquisition.begin();
    return acquisition;
  }

  private void prepare(List<AcquisitionConfig> configs, Outside outside) {
    List<FileSource> files = new ArrayList<>();
    for (AcquisitionConfig config : configs) {
      Outlet outlet = new Outlet(config, surroundings);
      outlets.add(outlet);
      Origin origin = config.origin();
      if (origin instanceof Origin.Files followed && !followed.once()) {
        files.add(new FileSource(followed, outlet));
      } else {
        sources.add(source(origin, outlet, outside));
      }
    }
    if (!files.isEmpty()) {
      sources.add(new FileWork(files, positions, surroundings.clock(), surroundings.stop()));
    }
  }

  private Source source(Origin origin, Outlet outlet, Outside outside) {
    if (origin instanceof Origin.Journal journal) {
      return new JournalSource(outside.journalctl(), journal, outlet, positions);
    }
    if (origin instanceof Origin.Syslog syslog) {
      return new SyslogServer(syslog, outlet, SyslogServer.Limits.USUAL);
    }
    if (origin instanceof Origin.Docker docker) {
      return new DockerSource(docker, outlet, positions);
    }
    if (origin instanceof Origin.Files files) {
      return new OneShotFiles(files, outlet);
    }
    return new StdinSource(outside.stdin(), outlet);
  }

  private void begin() {
    for (Source source : sources) {
      for (Runnable work : source.work()) {
        String name = source.getClass().getSimpleName();
        Thread worker = Threads.start(name, () -> guarded(name, work));
        workers.add(worker);
        if (!(source instanceof StdinSource)) {
          waitedFor.add(worker);
        }
      }
    }
    waitedFor.add(Threads.start("positions", this::save));
  }

  private void guarded(String name, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      // Errors too: a source that ends without a word is an attack that nobody sees.
      surroundings.notes().accept(name + ": ended by a fault, and reads nothing any more: " + e);
    }
  }

  private void save() {
    while (!surroundings.stop().within(BETWEEN_SAVES)) {
      positions.saveIfDue(surroundings.clock().instant());
    }
  }

  /** Whether every source has come to its end, as only standard input and files read once do. */
  public boolean ended() {
    return workers.stream().noneMatch(Thread::isAlive);
  }

  /** What each source has done, in the order of the configuration. */
  public List<Counted> counted() {
    return outlets.stream().map(Outlet::counted).toList();
  }

  /** Ends everything; returns when no line is given any more and positions are saved. */
  @Override
  public void close() {
    surroundings.stop().ask();
    sources.forEach(Source::close);
    waitFor(waitedFor);
    waitFor(surroundings.stop().started());
    positions.save();
  }

  private void waitFor(Collection<Thread> threads) {
    for (Thread thread : threads) {
      try {
        thread.join(PATIENCE.toMillis());
        if (thread.isAlive()) {
          surroundings.notes().accept(thread.getName() + ": did not end in time");
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
  }
}
