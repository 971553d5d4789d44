package org.tocsin.curation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All trusted votes on an address at an instant, and their sums.
 *
 * @param votes the votes that weigh, the heaviest first, one for each reporter prefix
 * @param networks how many independent networks the voters stand in
 * @param score the sum of what the votes count
 * @param strong the sum of their strengths
 * @param anchors the sum of their anchor weights
 */
public record Tally(List<Vote> votes, int networks, long score, long strong, long anchors) {

  static final Tally EMPTY = new Tally(List.of(), 0, 0, 0, 0);

  /** Copies the list. */
  public Tally {
    votes = List.copyOf(votes);
  }

  /**
   * Adds votes up. One prefix is one vote, and within one network each further vote counts only a
   * part of the one before. An anchor is a prefix and a network of its own: answering for an
   * organisation includes that it is independent, wherever its packets come from.
   *
   * @param heaviestFirst at most one vote for each organisation
   * @param discount what a further vote of the same network is worth
   */
  static Tally of(List<Vote> heaviestFirst, long discount) {
    Map<Long, Long> next = new HashMap<>();
    List<Vote> counted = new ArrayList<>(heaviestFirst.size());
    int networks = 0;
    long score = 0;
    long strong = 0;
    long anchors = 0;
    for (Vote vote : onePerPrefix(heaviestFirst)) {
      long part = Micro.ONE;
      if (vote.anchored()) {
        networks++;
      } else {
        Long left = next.get(vote.network().asn());
        part = left == null ? Micro.ONE : left;
        networks += left == null ? 1 : 0;
        next.put(vote.network().asn(), Micro.times(part, discount));
      }
      long counts = Micro.times(vote.weight(), part);
      counted.add(vote.counting(counts));
      score += counts;
      strong += vote.strength();
      anchors += vote.anchor();
    }
    return new Tally(counted, networks, score, strong, anchors);
  }

  /**
   * One prefix is one vote: the heaviest, as strong as the strongest, in the network of the latest.
   * So nothing of it grows when one of them fades behind another, and it lasts as long as any.
   */
  private static List<Vote> onePerPrefix(List<Vote> heaviestFirst) {
    Map<String, Vote> byPrefix = new LinkedHashMap<>();
    List<Vote> anchored = new ArrayList<>();
    for (Vote vote : heaviestFirst) {
      if (vote.anchored()) {
        anchored.add(vote);
      } else {
        byPrefix.merge(vote.network().prefix(), vote, Vote::joined);
      }
    }
    if (byPrefix.isEmpty()) {
      return anchored;
    }
    anchored.addAll(byPrefix.values());
    anchored.sort(Comparator.comparingLong(Vote::weight).reversed());
    return anchored;
  }

  /** Returns how many voters there are. */
  public int organisations() {
    return votes.size();
  }

  Optional<Instant> lastTrustedSighting() {
    return votes.stream().map(Vote::lastAt).max(Instant::compareTo);
  }
}
