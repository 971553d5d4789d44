package org.tocsin.distribution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.tocsin.publication.PublishedList;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.ScopedList;
import org.tocsin.publication.ScopedListings;

/** Keeps what is delivered in step with the newest release and with time. */
@ApplicationScoped
public class CurrentList {

  private static final Logger LOG = Logger.getLogger(CurrentList.class);

  private static final int ATTEMPTS = 5;

  private final Publisher publisher;
  private final ScopedListings scoped;
  private final Event<DeliverableReady> ready;
  private final InstantSource clock;
  private final Counter unfit;
  private volatile Shown shown =
      new Shown(Optional.empty(), new Deliverable(0, List.of(), List.of()));

  /** What is served, and what it was made of once there is something. */
  private record Shown(Optional<Edition> edition, Deliverable everybody) {}

  CurrentList(
      Publisher publisher,
      ScopedListings scoped,
      Event<DeliverableReady> ready,
      InstantSource clock,
      MeterRegistry metrics) {
    this.publisher = publisher;
    this.scoped = scoped;
    this.ready = ready;
    this.clock = clock;
    this.unfit = metrics.counter("distribution.unfit.entries");
    Gauge.builder("distribution.list.entries", this, list -> list.current().entries().size())
        .register(metrics);
    Gauge.builder("distribution.list.serial", this, list -> list.current().serial())
        .register(metrics);
  }

  /** Returns what is delivered to everybody now. */
  public Deliverable current() {
    return shown.everybody();
  }

  /**
   * Returns what is delivered to the agents of an organisation now. Reads the database, and the
   * newest release if it is not the one that is served.
   */
  public Deliverable forOrganisation(long organisation) {
    return forOne(organisation, (now, edition, own) -> edition.forOne(now.everybody(), own));
  }

  /** Returns what is delivered to the agents of an organisation and to nobody else. */
  public Deliverable forOrganisationAlone(long organisation) {
    return forOne(organisation, (now, edition, own) -> edition.forOneAlone(own));
  }

  /** What is made of the list for everybody and that of one organisation. */
  @FunctionalInterface
  private interface Making {
    Deliverable of(Shown now, Edition edition, ScopedList own);
  }

  private Deliverable forOne(long organisation, Making making) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Shown now = shown;
      if (now.edition().isPresent()) {
        Edition edition = now.edition().get();
        ScopedList own =
            QuarkusTransaction.requiringNew().call(() -> scoped.of(organisation, edition.at()));
        if (edition.matches(own)) {
          own.entries().forEach(entry -> tellIfUnfit(entry, own.serial()));
          return making.of(now, edition, own);
        }
      }
      refreshUnlessNewerThan(now);
    }
    throw new IllegalStateException("the list changed again and again while it was read");
  }

  private synchronized void refreshUnlessNewerThan(Shown known) {
    if (shown.equals(known)) {
      refresh();
    }
  }

  /** Reads the newest release and has it rendered; when this returns, it is what clients get. */
  public synchronized void refresh() {
    Instant now = clock.instant();
    QuarkusTransaction.requiringNew().run(() -> show(now));
  }

  private void show(Instant now) {
    // The numbers are read before what they stand for: if something is published meanwhile, they
    // are too old and the difference is noticed.
    long change = scoped.lastChange();
    PublishedList list = publisher.current(now);
    list.entries().forEach(entry -> tellIfUnfit(entry, list.serial()));
    Edition edition = new Edition(list, change, now);
    Shown next = new Shown(Optional.of(edition), edition.forEverybody());
    Set<Long> organisations = scoped.organisations(now);
    // Whoever renders for one organisation from now on must find this edition, not the last.
    Shown last = shown;
    shown = next;
    boolean rendered = false;
    try {
      ready.fire(new DeliverableReady(next.everybody(), organisations));
      rendered = true;
    } finally {
      shown = rendered ? next : last;
    }
  }

  /**
   * Refreshes if the durations have been served for long enough, or if something is listed for
   * other organisations than before, which makes no release.
   */
  public synchronized void refreshIfStale() {
    boolean fresh =
        shown
            .edition()
            .filter(
                edition ->
                    clock.instant().isBefore(edition.at().plus(Edition.GOOD_FOR.dividedBy(2))))
            .filter(
                edition ->
                    QuarkusTransaction.requiringNew().call(scoped::lastChange) == edition.change())
            .isPresent();
    if (!fresh) {
      refresh();
    }
  }

  private void tellIfUnfit(PublishedList.Entry entry, long serial) {
    if (!Edition.isFit(entry)) {
      unfit.increment();
      LOG.errorf("A listed entry of release %d is not fit to be sent and left out", serial);
    }
  }
}
