package org.tocsin.lab;

import java.time.Duration;
import java.util.List;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Policy;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Rules;

/** Our own list by given rules, and what it would be without one of its parts. */
final class Ours {

  private static final int NEVER = 100_000;
  private static final int QUORUM = 5;

  private Ours() {}

  /** Returns ours first, then what it would be without each part. */
  static List<Method.Maker> all(Rules rules) {
    return List.of(
        new AnchoredList.Rule(LabResult.OURS, new RuleBook(rules), false),
        new AnchoredList.Rule("ours, all vouched for", new RuleBook(rules), true),
        variant("ours, no scope", rules, withoutScope(rules.policy()), rules.review()),
        variant(
            "ours, no anchor rule",
            rules,
            withoutAnchors(rules.policy()),
            withoutAnchorReviews(rules.review())),
        variant("bound of P1", rules, anchorsOnly(rules.policy()), rules.review()));
  }

  private static Method.Maker variant(
      String name, Rules rules, Policy policy, ReviewPolicy review) {
    return new AnchoredList.Rule(name, new RuleBook(with(rules, policy, review)), false);
  }

  /** Returns the same rules with bait from these ranges, as much as the rules' page advises. */
  static RuleBook baited(RuleBook book, List<Prefix> ranges) {
    Policy policy = book.rules().policy();
    return new RuleBook(
        with(
            book.rules(),
            with(
                policy,
                policy.global(),
                policy.scoped(),
                policy.superquorum(),
                new Policy.Decoys(Decoys.SHARE, ranges)),
            book.rules().review()));
  }

  private static Rules with(Rules rules, Policy policy, ReviewPolicy review) {
    return new Rules(
        policy,
        review,
        rules.scenarios(),
        rules.exemptions(),
        rules.anchors(),
        rules.reference(),
        rules.digest());
  }

  private static Policy withoutScope(Policy policy) {
    Policy.Floors floors = policy.scoped().floors();
    return with(
        policy,
        policy.global(),
        new Policy.Scoped(
            new Policy.Floors(
                0, floors.score(), NEVER, floors.networks(), floors.strong(), floors.soak()),
            policy.scoped().affinity(),
            policy.scoped().affinityWindow(),
            policy.scoped().witnessesNear()),
        policy.superquorum());
  }

  /** Any five trusted organisations of four networks stand in for an anchor. */
  private static Policy withoutAnchors(Policy policy) {
    return with(
        policy,
        policy.global(),
        policy.scoped(),
        new Policy.Superquorum(true, new Policy.AtLeast(QUORUM, 0), 2, 1));
  }

  private static ReviewPolicy withoutAnchorReviews(ReviewPolicy review) {
    return new ReviewPolicy(
        review.inProtected(),
        java.util.Optional.empty(),
        review.velocity(),
        review.diversity(),
        java.util.Optional.empty(),
        review.bait(),
        review.appeal(),
        review.range(),
        review.breaker(),
        review.fourEyes());
  }

  /** Lists at once whatever its anchors saw: nothing that keeps P1 can be faster or know more. */
  private static Policy anchorsOnly(Policy policy) {
    return with(
        policy,
        new Policy.Floors(policy.global().anchors(), 0, 1, 1, 0, Duration.ZERO),
        policy.scoped(),
        policy.superquorum());
  }

  private static Policy with(
      Policy policy, Policy.Floors global, Policy.Scoped scoped, Policy.Superquorum superquorum) {
    return with(policy, global, scoped, superquorum, policy.decoys());
  }

  private static Policy with(
      Policy policy,
      Policy.Floors global,
      Policy.Scoped scoped,
      Policy.Superquorum superquorum,
      Policy.Decoys decoys) {
    return new Policy(
        policy.skew(),
        policy.decay(),
        policy.sameNetworkDiscount(),
        policy.trust(),
        policy.caps(),
        global,
        scoped,
        superquorum,
        policy.anchorWeight(),
        policy.keep(),
        policy.relist(),
        policy.shared(),
        policy.breaker(),
        decoys);
  }
}
