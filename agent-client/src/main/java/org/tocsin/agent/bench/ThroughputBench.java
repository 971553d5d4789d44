package org.tocsin.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Times the agent and its peers over the same logs and tells whether they found the same. */
public final class ThroughputBench {
  private final Order order;
  private final Path folder;
  private final TimedCommand timed;
  private final Consumer<String> out;

  /**
   * What is to be done.
   *
   * @param self the command that starts this program, without arguments
   * @param hub the folder of the hub; without one, rules that come with the program are used
   * @param crowdsec where that engine is
   * @param fail2ban where {@code fail2ban-regex} is
   * @param lines how long the logs are
   * @param peerLines how much of them the slow peer reads at most
   * @param seed another seed, another log
   */
  public record Order(
      List<String> self,
      Optional<Path> hub,
      Path crowdsec,
      Path fail2ban,
      int lines,
      int peerLines,
      long seed) {}

  /**
   * @param folder an empty folder to work in
   * @param clock tells how long things take
   * @param out is given the report, line by line
   */
  public ThroughputBench(Order order, Path folder, InstantSource clock, Consumer<String> out) {
    this.order = order;
    this.folder = folder;
    this.timed = new TimedCommand(folder, clock);
    this.out = out;
  }

  /** Runs everything. */
  public void run() throws IOException, InterruptedException {
    Path hub = order.hub().orElse(folder.resolve("rules"));
    if (order.hub().isEmpty()) {
      Rules.unpack(hub);
    }
    for (LogMaker.Kind kind : LogMaker.Kind.values()) {
      Path file = folder.resolve(kind.word() + ".log");
      MadeLog log = MadeLog.make(file, kind, order.lines(), order.seed());
      out.accept(kind.word() + ": " + log.lines() + " lines, 5 % of them attacks");
      Outcome.Ran ours = new AgentRun(order.self(), timed).over(hub, kind.collection(), log);
      tell("agent", ours);
      crowdsec(ours, log);
      fail2ban(ours, log);
      Files.delete(file);
    }
  }

  private void tell(String name, Outcome outcome) {
    if (outcome instanceof Outcome.Ran ran) {
      out.accept(
          String.format(
              Locale.ROOT,
              "  %s: %d lines in %.1f s, %.0f lines/s, %.2f processor seconds, %.0f lines per"
                  + " processor second",
              name,
              ran.lines(),
              ran.seconds(),
              ran.perSecond(),
              ran.processorSeconds(),
              ran.perProcessorSecond()));
    } else if (outcome instanceof Outcome.Skipped skipped) {
      out.accept("  " + name + ": SKIPPED, " + skipped.reason());
    }
  }

  private void crowdsec(Outcome.Ran ours, MadeLog log) throws IOException, InterruptedException {
    Optional<String> obstacle = obstacle(order.crowdsec());
    if (obstacle.isPresent() || order.hub().isEmpty()) {
      tell("crowdsec", new Outcome.Skipped(obstacle.orElse("it needs the rules of --hub")));
      return;
    }
    Path scratch = Files.createDirectory(folder.resolve("crowdsec-" + log.kind().word()));
    OlderRules rules = OlderRules.of(order.hub().get(), log.kind().collection(), scratch);
    try (StandInApi api = new StandInApi()) {
      CrowdsecRun engine = new CrowdsecRun(order.crowdsec(), timed, api);
      Optional<CrowdsecRun.Ready> ready =
          engine.prepare(rules, log.first(1, scratch.resolve("tiny.log")));
      if (ready.isEmpty()) {
        String reason = "it does not start: " + String.join(" ", tail());
        tell("crowdsec", new Outcome.Skipped(reason));
        return;
      }
      MadeLog part = log.first(order.peerLines(), scratch.resolve("part.log"));
      Outcome.Ran theirs = engine.over(rules, part);
      Outcome.Ran start = ready.get().start();
      report(ours, theirs.without(start), ready.get());
      Outcome.Ran same =
          new AgentRun(order.self(), timed).over(rules.hub(), OlderRules.COLLECTION, part);
      new Comparison(same.findings(), theirs.findings()).lines().forEach(out);
    }
  }

  private List<String> tail() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("output"));
    return lines.subList(Math.max(0, lines.size() - 1), lines.size());
  }

  private void report(Outcome.Ran ours, Outcome.Ran theirs, CrowdsecRun.Ready ready) {
    tell("crowdsec, the first lines only and without its start", theirs);
    if (!ready.leftOut().isEmpty()) {
      String names = String.join(", ", ready.leftOut());
      out.accept("  crowdsec cannot read and goes without: " + names);
    }
    ratio("crowdsec", ours, theirs);
  }

  private void ratio(String peer, Outcome.Ran ours, Outcome.Ran theirs) {
    double ratio = ours.perProcessorSecond() / theirs.perProcessorSecond();
    out.accept(
        String.format(
            Locale.ROOT, "  ratio: %.1f times %s's lines per processor second", ratio, peer));
  }

  private void fail2ban(Outcome.Ran ours, MadeLog log) throws IOException, InterruptedException {
    if (log.kind() != LogMaker.Kind.SSHD) {
      tell("fail2ban-regex", new Outcome.Skipped("it has no filter for probing access logs"));
      return;
    }
    Optional<String> obstacle = obstacle(order.fail2ban());
    if (obstacle.isPresent()) {
      tell("fail2ban-regex", new Outcome.Skipped(obstacle.get()));
      return;
    }
    Fail2banRun.Ran theirs = new Fail2banRun(order.fail2ban(), timed).over(log, "sshd");
    tell("fail2ban-regex", theirs.cost());
    ratio("fail2ban-regex", ours, theirs.cost());
    Set<String> sources = ours.findings().stream().map(Finding::source).collect(Collectors.toSet());
    long known = sources.stream().filter(theirs.sources()::contains).count();
    out.accept(
        String.format(
            Locale.ROOT,
            "  sources: fail2ban-regex, which knows no limits, saw %d fail at all; of the agent's"
                + " %d attackers it saw %d",
            theirs.sources().size(),
            sources.size(),
            known));
  }

  private static Optional<String> obstacle(Path program) {
    return Files.isExecutable(program)
        ? Optional.empty()
        : Optional.of("there is no " + program + " on this machine");
  }
}
