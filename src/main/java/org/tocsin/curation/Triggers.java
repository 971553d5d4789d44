package org.tocsin.curation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out what about a case a person should look at. */
final class Triggers {

  private final Policy policy;
  private final ReviewPolicy review;
  private final Community community;
  private final Candidates candidates;
  private final Map<Trigger, Duration> timeouts = new EnumMap<>(Trigger.class);

  Triggers(Policy policy, ReviewPolicy review, Community community, Candidates candidates) {
    this.policy = policy;
    this.review = review;
    this.community = community;
    this.candidates = candidates;
    review.inProtected().ifPresent(rule -> timeouts.put(Trigger.PROTECTED, rule.timeout()));
    review.withoutAnchor().ifPresent(rule -> timeouts.put(Trigger.NO_ANCHOR, rule.timeout()));
    review.velocity().ifPresent(rule -> timeouts.put(Trigger.VELOCITY, rule.timeout()));
    review.diversity().ifPresent(rule -> timeouts.put(Trigger.DIVERSITY, rule.timeout()));
    review.clique().ifPresent(rule -> timeouts.put(Trigger.CLIQUE, rule.timeout()));
  }

  /** Returns whether lying in a protected range alone keeps an address back. */
  boolean holds(boolean inProtected) {
    return inProtected && review.inProtected().isPresent();
  }

  /** Returns the triggers that an address with this tally sets off. */
  List<Trigger> of(
      org.tocsin.address.Address address, Tally tally, boolean inProtected, Instant now) {
    List<Trigger> fired = new ArrayList<>(0);
    if (holds(inProtected)) {
      fired.add(Trigger.PROTECTED);
    }
    List<Vote> ordinary = tally.votes().stream().filter(vote -> !vote.anchored()).toList();
    if (ordinary.isEmpty()) {
      return fired;
    }
    boolean anchored = tally.anchors() >= policy.global().anchors();
    review
        .withoutAnchor()
        .filter(rule -> !anchored && tally.organisations() >= rule.organisations())
        .ifPresent(rule -> fired.add(Trigger.NO_ANCHOR));
    review
        .velocity()
        .filter(rule -> suspicious(rule, tally, ordinary, now))
        .ifPresent(rule -> fired.add(Trigger.VELOCITY));
    review
        .diversity()
        .filter(rule -> ordinary.size() >= rule.organisations() && narrow(rule, ordinary))
        .ifPresent(rule -> fired.add(Trigger.DIVERSITY));
    review
        .clique()
        .filter(rule -> !anchored && isClique(rule, address, ordinary, now))
        .ifPresent(rule -> fired.add(Trigger.CLIQUE));
    return fired;
  }

  private boolean suspicious(
      ReviewPolicy.Velocity rule, Tally tally, List<Vote> ordinary, Instant now) {
    Instant newSince = now.minus(rule.newness());
    long sum =
        ordinary.stream()
            .filter(vote -> isSuspicious(vote.organisation(), newSince))
            .mapToLong(Vote::counted)
            .sum();
    return sum > Micro.times(tally.score(), rule.share());
  }

  private boolean isSuspicious(long organisation, Instant newSince) {
    return community
        .member(organisation)
        .filter(
            member ->
                !member.bursting()
                    && member.firstReportAt().filter(at -> !at.isAfter(newSince)).isPresent())
        .isEmpty();
  }

  private boolean narrow(ReviewPolicy.Diversity rule, List<Vote> ordinary) {
    return effective(ordinary, vote -> vote.network().asn()) < rule.effective()
        || effective(
                ordinary,
                vote -> community.member(vote.organisation()).map(Member::cohort).orElse(0L))
            < rule.effective();
  }

  /** Returns by how many equal groups the weight could be spread as it is, in millionths. */
  private static long effective(List<Vote> votes, Function<Vote, Long> group) {
    Map<Long, Long> sums = new HashMap<>();
    votes.forEach(vote -> sums.merge(group.apply(vote), vote.weight(), Long::sum));
    BigInteger all = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    for (Long sum : sums.values()) {
      all = all.add(BigInteger.valueOf(sum));
      squares = squares.add(BigInteger.valueOf(sum).pow(2));
    }
    return squares.signum() == 0
        ? 0
        : all.pow(2).multiply(BigInteger.valueOf(Micro.ONE)).divide(squares).longValueExact();
  }

  private boolean isClique(
      ReviewPolicy.Clique rule,
      org.tocsin.address.Address address,
      List<Vote> ordinary,
      Instant now) {
    Set<Long> voters = ordinary.stream().map(Vote::organisation).collect(Collectors.toSet());
    return candidates.sharing(address, voters, rule.organisations(), now.minus(rule.window()))
        >= rule.candidates();
  }

  /** Returns how long a case may wait for a person: the shortest of what its triggers allow. */
  Duration timeout(List<Trigger> fired) {
    return fired.stream()
        .map(timeouts::get)
        .filter(java.util.Objects::nonNull)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
