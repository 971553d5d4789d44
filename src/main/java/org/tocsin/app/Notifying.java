package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.tocsin.notification.MailServer;
import org.tocsin.notification.Notice;
import org.tocsin.notification.NotificationSettings;
import org.tocsin.notification.Notifier;

/** Looks from time to time whether there is something to tell operators, and tells them. */
@ApplicationScoped
class Notifying {

  private static final Logger LOG = Logger.getLogger(Notifying.class);

  private final Concerns concerns;
  private final Notifier notifier;
  private final NotificationSettings settings;
  private final InstantSource clock;

  Notifying(
      Concerns concerns, Notifier notifier, NotificationSettings settings, InstantSource clock) {
    this.concerns = concerns;
    this.notifier = notifier;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A configuration that makes no sense is refused when the server starts, not by the first mail.
   */
  void start(@Observes StartupEvent event) {
    LOG.debugf("Mail server: %s", settings.mail().map(MailServer::host).orElse("none"));
  }

  @Scheduled(
      identity = "notifications",
      every = "{tocsin.schedule.notifications}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    List<Notice> notices =
        QuarkusTransaction.requiringNew().call(() -> concerns.now(clock.instant()));
    notifier.note(notices);
    notifier.deliver();
  }

  @Scheduled(
      identity = "told",
      every = "{tocsin.schedule.housekeeping}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    notifier.forget();
  }
}
