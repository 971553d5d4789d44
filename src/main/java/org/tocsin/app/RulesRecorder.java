package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.tocsin.rulebook.RuleHistory;
import org.tocsin.rulebook.RuleTexts;

/** Keeps the texts of the rules that come into force. */
@ApplicationScoped
class RulesRecorder {

  private final RulesInForce rules;
  private final RuleHistory history;
  private final InstantSource clock;
  private volatile String noted = "";

  RulesRecorder(RulesInForce rules, RuleHistory history, InstantSource clock) {
    this.rules = rules;
    this.history = history;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    look();
  }

  @Scheduled(
      identity = "rule history",
      every = "{tocsin.schedule.rules}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    RuleTexts now = rules.inForce();
    if (!now.digest().equals(noted)) {
      QuarkusTransaction.requiringNew().run(() -> history.note(now, clock.instant()));
      noted = now.digest();
    }
  }
}
