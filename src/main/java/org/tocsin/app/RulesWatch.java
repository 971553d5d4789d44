package org.tocsin.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;
import org.tocsin.curation.Rules;
import org.tocsin.curation.rules.AllowlistExpiry;

/**
 * Keeps the rules in step with their folder, and warns of rules that are valid and still need
 * somebody's attention. A stale allowlist protects as before, so it makes nothing unready: it is
 * told in the log once a day, as a metric, and beside the readiness of the rules.
 */
@ApplicationScoped
class RulesWatch {

  private static final Logger LOG = Logger.getLogger(RulesWatch.class);

  private final RulesInForce rules;
  private final InstantSource clock;
  private LocalDate toldOn = LocalDate.MIN;
  private List<AllowlistExpiry> told = List.of();
  private String seen = "";

  RulesWatch(RulesInForce rules, InstantSource clock, MeterRegistry metrics) {
    this.rules = rules;
    this.clock = clock;
    Gauge.builder("rules.allowlist.stale", this, watch -> watch.stale().size())
        .description("allowlists in force that are past their expiry")
        .register(metrics);
  }

  private List<AllowlistExpiry> stale() {
    return rules.staleAt(clock.instant());
  }

  void start(@Observes StartupEvent event) {
    warn();
  }

  /** Takes up what changed in the folder, and warns. */
  void look() {
    rules.reload();
    warn();
  }

  private synchronized void warn() {
    Rules now = rules.book().rules();
    if (!now.digest().equals(seen)) {
      seen = now.digest();
      if (now.policy().superquorum().enabled()) {
        LOG.warn(
            "policy.yaml: tiers.superquorum.enabled is true: whoever controls enough organisations"
                + " can list any address for everybody, and little more is listed in exchange");
      }
    }
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    List<AllowlistExpiry> stale = stale();
    if (today.isAfter(toldOn) || !stale.equals(told)) {
      toldOn = today;
      told = stale;
      stale.forEach(
          one ->
              LOG.warnf(
                  "%s is stale since %s: it stays in force, but somebody should look at it",
                  one.file(), one.expiresOn()));
    }
  }
}
