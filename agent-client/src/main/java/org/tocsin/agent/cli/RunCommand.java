package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.acquisition.SourceUnusable;
import org.tocsin.agent.daemon.AgentConfig;
import org.tocsin.agent.daemon.RunningAgent;
import org.tocsin.agent.decision.StoreFailed;
import org.tocsin.agent.hub.HubUnusable;
import org.tocsin.agent.rule.RuleRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The agent itself, in the foreground until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    sortOptions = false,
    description = {
      "Reads logs, recognises attacks, decides, shares, and answers bouncers, until it is stopped.",
      ""
    })
final class RunCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The agent's file (default: /etc/tocsin-agent/agent.yaml).")
  private Path config = AgentConfig.USUAL_FOLDER.resolve("agent.yaml");

  RunCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    PrintWriter out = spec.commandLine().getOut();
    RunningAgent.World world =
        new RunningAgent.World(
            InstantSource.system(),
            environment.random(),
            out::println,
            "tocsin-agent/" + TocsinAgent.version(),
            Runtime.getRuntime().maxMemory());
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (RunningAgent agent = RunningAgent.start(AgentConfig.read(config), world)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, closed), "stop"));
      out.println("tocsin-agent ready on http:/" + agent.address());
      stopped.await();
      return ExitCode.DONE.number();
    } catch (IOException | RuleRefused | SourceUnusable | HubUnusable | StoreFailed e) {
      TocsinAgent.complain(spec.commandLine(), e);
      return ExitCode.BAD_INPUT.number();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE.number();
    } finally {
      closed.countDown();
    }
  }

  /** Keeps the program alive until all is written down. */
  private static void stop(CountDownLatch stopped, CountDownLatch closed) {
    stopped.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
