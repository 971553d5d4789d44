package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether what is kept step by step is what judging everything anew gives. */
@Readiness
@ApplicationScoped
class CurationReady implements HealthCheck {

  private final DailyAudit audit;

  CurationReady(DailyAudit audit) {
    this.audit = audit;
  }

  @Override
  public HealthCheckResponse call() {
    int found = audit.differences();
    var answer =
        HealthCheckResponse.named("curation").withData("differences", found).status(found == 0);
    return found == 0
        ? answer.build()
        : answer
            .withData("problem", "verdicts differ from those that everything judged anew gives")
            .build();
  }
}
