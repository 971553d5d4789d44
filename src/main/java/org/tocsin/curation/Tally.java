package org.tocsin.curation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All trusted votes on an address at an instant, and their sums.
 *
 * @param votes the votes that weigh, the heaviest first
 * @param score the sum of their weights
 * @param strong the sum of their strengths
 * @param anchors the sum of their anchor weights
 */
public record Tally(List<Vote> votes, long score, long strong, long anchors) {

  /** Copies the list. */
  public Tally {
    votes = List.copyOf(votes);
  }

  static Tally of(List<Vote> votes) {
    return new Tally(
        votes,
        votes.stream().mapToLong(Vote::weight).sum(),
        votes.stream().mapToLong(Vote::strength).sum(),
        votes.stream().mapToLong(Vote::anchor).sum());
  }

  /** Returns how many organisations vote. */
  public int organisations() {
    return votes.size();
  }

  /**
   * Returns how many independent networks the voters stand in. Only organisations the operator
   * answers for vote, and answering for one includes that it is independent, wherever its packets
   * come from.
   */
  public int networks() {
    return votes.size();
  }

  Optional<Instant> lastTrustedSighting() {
    return votes.stream().map(Vote::lastAt).max(Instant::compareTo);
  }
}
