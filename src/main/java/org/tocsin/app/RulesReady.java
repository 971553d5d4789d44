package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the rules in the folder are those that decide. */
@Readiness
@ApplicationScoped
class RulesReady implements HealthCheck {

  private final RulesInForce rules;
  private final InstantSource clock;

  RulesReady(RulesInForce rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("rules")
            .withData("digest", rules.book().rules().digest())
            .status(rules.problem().isEmpty());
    rules.problem().ifPresent(problem -> answer.withData("problem", problem));
    String stale =
        rules.staleAt(clock.instant()).stream()
            .map(one -> one.file() + " since " + one.expiresOn())
            .collect(Collectors.joining("; "));
    return stale.isEmpty() ? answer.build() : answer.withData("stale", stale).build();
  }
}
