package org.tocsin.curation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * What was decided about an address, and why.
 *
 * @param address the address
 * @param state the decision
 * @param tally the votes behind it
 * @param floors each floor of the listing with its value
 * @param eligibleSince since when all floors hold, if they do
 * @param soakUntil until when an address that meets the floors has to wait
 * @param expiresAt when a listing ends unless somebody trusted sees the address again
 * @param exemption the exemption that decided, if one did
 */
public record Verdict(
    Address address,
    State state,
    Tally tally,
    List<Floor> floors,
    Optional<Instant> eligibleSince,
    Optional<Instant> soakUntil,
    Optional<Instant> expiresAt,
    Optional<Exemption> exemption) {

  /** Copies the list. */
  public Verdict {
    floors = List.copyOf(floors);
  }

  /** The possible decisions. */
  public enum State {
    /** Not listed. */
    NONE,
    /** Meets the floors and waits out its soak; not listed. */
    SOAKING,
    /** Listed for everybody. */
    GLOBAL,
    /** Exempt, and so not listed whatever is reported. */
    REJECTED
  }

  /**
   * One condition of being listed.
   *
   * @param name the floor's name as in the policy
   * @param value what the evidence gives
   * @param threshold what is needed
   */
  public record Floor(String name, BigDecimal value, BigDecimal threshold) {

    /** Returns whether the floor holds. */
    public boolean met() {
      return value.compareTo(threshold) >= 0;
    }
  }

  /** Returns the scenario that weighs most, empty without votes. */
  public Optional<String> scenario() {
    return tally.votes().stream().findFirst().map(Vote::scenario);
  }
}
