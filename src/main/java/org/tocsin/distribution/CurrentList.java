package org.tocsin.distribution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.tocsin.publication.PublishedList;
import org.tocsin.publication.Publisher;

/** Keeps what is delivered in step with the newest release and with time. */
@ApplicationScoped
public class CurrentList {

  private static final Logger LOG = Logger.getLogger(CurrentList.class);

  /** How long one rendering is served; durations in it are reckoned from the end of that time. */
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private static final Pattern SCENARIO = Pattern.compile("[A-Za-z0-9._:/+-]{1,128}");

  private final Publisher publisher;
  private final Event<DeliverableReady> ready;
  private final InstantSource clock;
  private final Counter unfit;
  private volatile Deliverable current = new Deliverable(0, List.of(), List.of());
  private volatile Instant renderedAt = Instant.MIN;

  CurrentList(
      Publisher publisher,
      Event<DeliverableReady> ready,
      InstantSource clock,
      MeterRegistry metrics) {
    this.publisher = publisher;
    this.ready = ready;
    this.clock = clock;
    this.unfit = metrics.counter("distribution.unfit.entries");
    Gauge.builder("distribution.list.entries", this, list -> list.current.entries().size())
        .register(metrics);
    Gauge.builder("distribution.list.serial", this, list -> list.current.serial())
        .register(metrics);
  }

  /** Returns what is delivered now. */
  public Deliverable current() {
    return current;
  }

  /** Reads the newest release and has it rendered; when this returns, it is what clients get. */
  public synchronized void refresh() {
    Instant now = clock.instant();
    PublishedList list = QuarkusTransaction.requiringNew().call(() -> publisher.current(now));
    Deliverable next =
        new Deliverable(list.serial(), entries(list, now.plus(GOOD_FOR)), list.withdrawn());
    ready.fire(new DeliverableReady(next));
    current = next;
    renderedAt = now;
  }

  /** Refreshes if the durations have been served for long enough. */
  public synchronized void refreshIfStale() {
    if (!clock.instant().isBefore(renderedAt.plus(GOOD_FOR.dividedBy(2)))) {
      refresh();
    }
  }

  private List<Deliverable.Entry> entries(PublishedList list, Instant from) {
    List<Deliverable.Entry> entries = new ArrayList<>(list.entries().size());
    for (PublishedList.Entry entry : list.entries()) {
      Duration remaining = Duration.between(from, entry.expiresAt());
      if (!isFit(entry)) {
        unfit.increment();
        LOG.errorf(
            "A listed entry of release %d is not fit to be sent and left out", list.serial());
      } else if (remaining.toSeconds() > 0) {
        entries.add(
            new Deliverable.Entry(
                entry.address(), entry.scenario(), Duration.ofSeconds(remaining.toSeconds())));
      }
    }
    return entries;
  }

  /** The last look at every value: one that a client cannot read costs it the whole list. */
  private static boolean isFit(PublishedList.Entry entry) {
    return entry.address().isPublic() && SCENARIO.matcher(entry.scenario()).matches();
  }
}
