package org.tocsin.agent.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.bench.MemoryBench;
import org.tocsin.agent.bench.ThroughputBench;
import org.tocsin.agent.enrichment.Surroundings;
import org.tocsin.agent.hub.HubUnusable;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.rule.RuleRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this agent, and its peers where they are installed. */
final class BenchCommand {
  private BenchCommand() {}

  /** The group of commands. */
  @Command(
      name = "bench",
      hidden = true,
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = TocsinAgent.Version.class,
      description = "Measures how fast and how big the agent is.")
  static final class Group {}

  /** What both have in common: a hub, a scratch folder and what may go wrong. */
  private abstract static class Measurement implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--hub",
        paramLabel = "DIR",
        description = "Folder of the hub (default: a handful of rules that come with the agent).")
    private Optional<Path> hub = Optional.empty();

    @Option(names = "--large", description = "Not the short form but the real one: minutes.")
    private boolean large;

    Optional<Path> hub() {
      return hub.map(Path::toAbsolutePath);
    }

    boolean large() {
      return large;
    }

    abstract void measure(Path folder, PrintWriter out) throws IOException, InterruptedException;

    @Override
    public Integer call() throws IOException {
      if (spec == null) {
        throw new IllegalStateException("called without a command line");
      }
      Path folder = Files.createTempDirectory("tocsin-agent-bench");
      try {
        measure(folder, spec.commandLine().getOut());
        return ExitCode.DONE.number();
      } catch (HubUnusable | RuleRefused e) {
        throw new BadInput(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        TocsinAgent.complain(spec.commandLine(), e);
        return ExitCode.FAILED.number();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.FAILED.number();
      } finally {
        delete(folder);
      }
    }

    private static void delete(Path folder) throws IOException {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Lines per second, side by side with the peers. */
  @Command(
      name = "throughput",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      versionProvider = TocsinAgent.Version.class,
      description = {
        "Replays a made-up nginx log and a made-up sshd log, by this agent and by its peers.",
        "",
        "Each program runs as a process of its own; processor seconds are those of the whole"
            + " process, start-up included for the agent and fail2ban-regex, and taken off for"
            + " crowdsec.",
        ""
      })
  static final class Throughput extends Measurement {
    private static final int SHORT = 5_000;
    private static final int LONG = 500_000;
    private static final int SHORT_PEER = 2_000;
    private static final int LONG_PEER = 20_000;

    @Option(names = "--lines", paramLabel = "N", description = "How long the logs are.")
    private Optional<Integer> lines = Optional.empty();

    @Option(
        names = "--peer-lines",
        paramLabel = "N",
        description = "How much of them crowdsec reads, which takes its time.")
    private Optional<Integer> peerLines = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "Another seed, another log.")
    private long seed = 1;

    @Option(names = "--crowdsec", paramLabel = "FILE", description = "Where that program is.")
    private Path crowdsec = Path.of("/usr/bin/crowdsec");

    @Option(names = "--fail2ban-regex", paramLabel = "FILE", description = "Where that is.")
    private Path fail2ban = Path.of("/usr/bin/fail2ban-regex");

    @Override
    void measure(Path folder, PrintWriter out) throws IOException, InterruptedException {
      ThroughputBench.Order order =
          new ThroughputBench.Order(
              self(),
              hub(),
              crowdsec,
              fail2ban,
              lines.orElse(large() ? LONG : SHORT),
              peerLines.orElse(large() ? LONG_PEER : SHORT_PEER),
              seed);
      new ThroughputBench(order, folder, InstantSource.system(), out::println).run();
    }

    /** This program as it was started, so that what is measured runs with the same settings. */
    private static List<String> self() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
              .filter(argument -> argument.startsWith("-X"))
              .toList());
      String classes =
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
              .map(entry -> Path.of(entry).toAbsolutePath().toString())
              .collect(Collectors.joining(File.pathSeparator));
      command.addAll(List.of("-cp", classes));
      command.add(TocsinAgent.class.getName());
      return command;
    }
  }

  /** How big the process gets. */
  @Command(
      name = "memory",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      versionProvider = TocsinAgent.Version.class,
      description = {
        "Lets many sources probe and fail and prints how big this process gets.",
        "",
        "The large form tells it at 100,000 live buckets and after 1,000,000 sources.",
        ""
      })
  static final class Memory extends Measurement {
    private static final int SHORT = 2_000;
    private static final int LONG = 1_000_000;
    private static final int BUCKETS = 100_000;

    @Option(names = "--sources", paramLabel = "N", description = "How many sources.")
    private Optional<Integer> sources = Optional.empty();

    @Override
    void measure(Path folder, PrintWriter out) throws IOException {
      out.println(
          "flags of the virtual machine: "
              + String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
      MemoryBench bench = MemoryBench.of(hub(), folder, Memory::engine, out::println);
      bench.run(sources.orElse(large() ? LONG : SHORT), BUCKETS);
      out.flush();
    }

    private static Engine engine(MemoryBench.HubRules rules) {
      Engine.World world =
          new Engine.World(
              new DataFolder(rules.hub().resolve("data")).files(),
              Surroundings.none(),
              InstantSource.system(),
              Runtime.getRuntime().maxMemory(),
              note -> {});
      return Engine.load(rules.rules(), world);
    }
  }
}
