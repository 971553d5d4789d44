package org.tocsin.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.tocsin.distribution.CurrentList;
import org.tocsin.enrolment.AgentActivity;
import org.tocsin.enrolment.AgentRegistry;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.signal.SignalRetention;

/** What happens by itself, and when. */
@ApplicationScoped
class Schedule {

  private final PublicationCycle cycle;
  private final CurrentList currentList;
  private final AgentActivity activity;
  private final Housekeeping housekeeping;

  Schedule(
      PublicationCycle cycle,
      CurrentList currentList,
      AgentActivity activity,
      Housekeeping housekeeping) {
    this.cycle = cycle;
    this.currentList = currentList;
    this.activity = activity;
    this.housekeeping = housekeeping;
  }

  @Scheduled(
      identity = "curation",
      every = "{tocsin.schedule.curation}",
      delay = 20,
      delayUnit = TimeUnit.SECONDS,
      concurrentExecution = ConcurrentExecution.SKIP)
  void curate() {
    cycle.run(false);
  }

  @Scheduled(
      identity = "list",
      every = "{tocsin.schedule.list}",
      delay = 30,
      delayUnit = TimeUnit.SECONDS,
      concurrentExecution = ConcurrentExecution.SKIP)
  void refreshList() {
    currentList.refreshIfStale();
  }

  @Scheduled(
      identity = "activity",
      every = "{tocsin.schedule.activity}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void writeActivity() {
    activity.flush();
  }

  @Scheduled(
      identity = "housekeeping",
      every = "{tocsin.schedule.housekeeping}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void keepHouse() {
    housekeeping.run();
  }

  /** Makes room for what comes and throws away what is old. */
  @ApplicationScoped
  static class Housekeeping {
    private final SignalRetention signals;
    private final EvidenceLedger evidence;
    private final AgentRegistry agents;
    private final InstantSource clock;

    Housekeeping(
        SignalRetention signals,
        EvidenceLedger evidence,
        AgentRegistry agents,
        InstantSource clock) {
      this.signals = signals;
      this.evidence = evidence;
      this.agents = agents;
      this.clock = clock;
    }

    void run() {
      signals.prepare(clock.instant());
      signals.drop(clock.instant(), evidence.foldedPosition());
      agents.pruneUnused(clock.instant());
    }
  }
}
