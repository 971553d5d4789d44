package org.tocsin.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * All that is known of one address.
 *
 * @param address the address
 * @param witnesses the organisations that saw it, in order of their number
 */
public record Evidence(Address address, List<Witness> witnesses) {

  /** Copies the list. */
  public Evidence {
    witnesses = List.copyOf(witnesses);
  }

  /** How long evidence is kept after it was last renewed. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** Returns the first instant at which a sighting of this age is kept no more. */
  public static Instant goneAt(Instant lastAt) {
    return lastAt.plus(KEPT).plus(1, ChronoUnit.MICROS);
  }

  /** Returns until when there is any evidence, if nothing new is seen; empty without evidence. */
  public Optional<Instant> keptUntil() {
    return witnesses.stream()
        .flatMap(witness -> witness.sightings().stream())
        .map(Sighting::lastAt)
        .max(Instant::compareTo)
        .map(Evidence::goneAt);
  }
}
