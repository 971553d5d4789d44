package org.tocsin.search;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.address.Prefix;
import org.tocsin.publication.KeptVerdicts.Served;

/**
 * What addresses are looked for: those that fit everything that is given.
 *
 * @param range in this range, or this one address
 * @param asn in this autonomous system
 * @param scenario with this scenario
 * @param state clients are told this of it
 * @param first first seen then
 * @param last last seen then
 */
public record Query(
    Optional<Prefix> range,
    Optional<Long> asn,
    Optional<Scenario> scenario,
    Optional<Served> state,
    Times first,
    Times last) {

  /**
   * A scenario.
   *
   * @param name its name, or how it begins
   * @param begins whether more may follow
   */
  public record Scenario(String name, boolean begins) {
    boolean fits(String other) {
      return begins ? other.startsWith(name) : other.equals(name);
    }
  }

  /**
   * A stretch of time.
   *
   * @param from at this instant or later, if given
   * @param to before this instant, if given
   */
  public record Times(Optional<Instant> from, Optional<Instant> to) {

    /** Any time. */
    public static final Times ANY = new Times(Optional.empty(), Optional.empty());

    boolean given() {
      return from.isPresent() || to.isPresent();
    }

    boolean contains(Instant at) {
      return from.filter(at::isBefore).isEmpty() && to.filter(end -> !at.isBefore(end)).isEmpty();
    }
  }

  boolean readsTimes() {
    return first.given() || last.given();
  }
}
