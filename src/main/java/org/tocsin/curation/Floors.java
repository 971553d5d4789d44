package org.tocsin.curation;

import java.util.ArrayList;
import java.util.List;

/** Compares tallies with the floors. */
final class Floors {

  private final Policy policy;
  private final Community community;

  Floors(Policy policy, Community community) {
    this.policy = policy;
    this.community = community;
  }

  /** Returns every floor of both tiers, multiplied by a factor. */
  List<Verdict.Floor> of(Tally tally, long factor) {
    List<Verdict.Floor> floors = new ArrayList<>(9);
    Policy.Floors global = policy.global();
    floors.add(floor(Standing.Tier.GLOBAL, "anchors", tally.anchors(), global.anchors() * factor));
    add(floors, Standing.Tier.GLOBAL, tally, global, factor);
    add(floors, Standing.Tier.SCOPED, tally, policy.scoped().floors(), factor);
    return floors;
  }

  private static void add(
      List<Verdict.Floor> floors,
      Standing.Tier tier,
      Tally tally,
      Policy.Floors needed,
      long factor) {
    floors.add(floor(tier, "score", tally.score(), needed.score() * factor));
    floors.add(count(tier, "orgs", tally.organisations(), needed.organisations() * factor));
    floors.add(count(tier, "asns", tally.networks(), needed.networks() * factor));
    floors.add(floor(tier, "strong", tally.strong(), needed.strong() * factor));
  }

  private static Verdict.Floor floor(Standing.Tier tier, String name, long have, long need) {
    return new Verdict.Floor(tier, name, have, need);
  }

  private static Verdict.Floor count(Standing.Tier tier, String name, long have, long need) {
    return floor(tier, name, have * Micro.ONE, need * Micro.ONE);
  }

  /** Returns whether so many organisations agree that no anchor is needed, if that may be. */
  boolean superquorum(Tally tally, boolean scopedMet) {
    Policy.Superquorum rule = policy.superquorum();
    return rule.enabled()
        && scopedMet
        && tally.organisations() >= rule.organisations().of(community.trusted())
        && tally.networks() >= rule.networks()
        && cohorts(tally) >= rule.cohorts();
  }

  private long cohorts(Tally tally) {
    return tally.votes().stream()
        .flatMap(vote -> community.member(vote.organisation()).stream())
        .map(Member::cohort)
        .distinct()
        .count();
  }
}
