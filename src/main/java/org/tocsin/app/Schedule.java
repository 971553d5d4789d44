package org.tocsin.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** What happens by itself, and when. */
@ApplicationScoped
class Schedule {

  private final PublicationCycle cycle;
  private final Activity activity;
  private final Delivery delivery;
  private final Housekeeping housekeeping;
  private final RulesWatch rules;
  private final DecoyLists decoys;

  Schedule(
      PublicationCycle cycle,
      Activity activity,
      Delivery delivery,
      Housekeeping housekeeping,
      RulesWatch rules,
      DecoyLists decoys) {
    this.cycle = cycle;
    this.delivery = delivery;
    this.activity = activity;
    this.housekeeping = housekeeping;
    this.rules = rules;
    this.decoys = decoys;
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
    delivery.renew();
  }

  @Scheduled(
      identity = "activity",
      every = "{tocsin.schedule.activity}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void writeActivity() {
    activity.write();
  }

  @Scheduled(
      identity = "housekeeping",
      every = "{tocsin.schedule.housekeeping}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void keepHouse() {
    housekeeping.run();
    decoys.renew();
  }

  @Scheduled(
      identity = "rules",
      every = "{tocsin.schedule.rules}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void reloadRules() {
    rules.look();
  }
}
