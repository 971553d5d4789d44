package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.publication.ReleaseSets;
import org.tocsin.publication.StateHistory;
import org.tocsin.release.Releases;
import org.tocsin.series.Metric;

/** What there is to measure of the list. */
@ApplicationScoped
class ListFigures {

  private final ReleaseSets sets;
  private final ReleaseHistory history;
  private final StateHistory states;
  private final Publisher publisher;
  private final Releases releases;
  private volatile Optional<Counted> counted = Optional.empty();

  /** A release never changes, and counting what joined with a big one takes a while. */
  private record Counted(ReleaseSets.Newest release, ReleaseHistory.Made made) {}

  ListFigures(
      ReleaseSets sets,
      ReleaseHistory history,
      StateHistory states,
      Publisher publisher,
      Releases releases) {
    this.sets = sets;
    this.history = history;
    this.states = states;
    this.publisher = publisher;
    this.releases = releases;
  }

  void into(Map<Metric, Long> values, Instant now) {
    newest()
        .ifPresent(
            made -> {
              values.put(Metric.LIST_V4, (long) made.v4());
              values.put(Metric.LIST_V6, (long) made.v6());
              values.put(Metric.RELEASE_ADDED, (long) made.joined());
              values.put(Metric.RELEASE_REMOVED, (long) made.left());
            });
    releases
        .served()
        .ifPresent(
            head ->
                values.put(
                    Metric.HEAD_AGE, Duration.between(head.head().issuedAt(), now).toSeconds()));
    values.put(Metric.ADDRESSES_HELD, (long) states.held());
    values.put(Metric.RUN_PARKED, publisher.parkedSince().isPresent() ? 1L : 0L);
  }

  private Optional<ReleaseHistory.Made> newest() {
    ReleaseSets.Newest newest = sets.newest();
    Optional<Counted> known = counted.filter(one -> one.release().equals(newest));
    if (known.isEmpty()) {
      known =
          history.made(newest.serial() + 1, 1).stream()
              .findFirst()
              .map(made -> new Counted(newest, made));
      counted = known;
    }
    return known.map(Counted::made);
  }
}
