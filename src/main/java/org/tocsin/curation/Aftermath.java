package org.tocsin.curation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/** Does what verdicts ask for beside being kept: credit, blame, and cases for a person. */
final class Aftermath {

  private static final int IPV4_RANGE = 24;
  private static final int IPV6_RANGE = 48;

  private final Ledgers ledgers;
  private final Rules rules;

  Aftermath(Ledgers ledgers, Rules rules) {
    this.ledgers = ledgers;
    this.rules = rules;
  }

  /**
   * Returns whether organisations lost trust, so that what they voted on has to be judged again.
   */
  boolean of(Collection<Verdict> verdicts, Map<Address, VerdictLedger.Kept> before, Instant now) {
    Map<Long, Integer> blame = new HashMap<>();
    Set<Prefix> ranges = new HashSet<>();
    credit(verdicts, now);
    for (Verdict verdict : verdicts) {
      verdict.findings().candidate().ifPresent(ledgers.trust()::add);
      verdict.findings().contradictions().forEach(found -> blame(blame, verdict, found, now));
      VerdictLedger.Kept was = before.getOrDefault(verdict.address(), VerdictLedger.Kept.NOTHING);
      ask(verdict, was, now);
      if (verdict.state() == Verdict.State.GLOBAL && was.state() != Verdict.State.GLOBAL) {
        ranges.add(range(verdict.address()));
      }
    }
    ranges.forEach(range -> propose(range, now));
    settle(blame);
    return !blame.isEmpty();
  }

  private void credit(Collection<Verdict> verdicts, Instant now) {
    List<TrustLedger.Confirmation> confirmations =
        verdicts.stream()
            .filter(verdict -> !verdict.findings().confirmed().isEmpty())
            .map(
                verdict ->
                    new TrustLedger.Confirmation(verdict.address(), verdict.findings().confirmed()))
            .toList();
    if (!confirmations.isEmpty()) {
      ledgers
          .trust()
          .credit(
              confirmations,
              now.atZone(ZoneOffset.UTC).toLocalDate(),
              rules.policy().trust().creditsPerDay());
    }
  }

  private void blame(
      Map<Long, Integer> blame, Verdict verdict, Verdict.Contradiction found, Instant now) {
    if (ledgers.trust().contradict(verdict.address(), found)) {
      blame.merge(found.organisation(), cost(found.kind()), Integer::sum);
      rules
          .review()
          .bait()
          .ifPresent(
              rule ->
                  ledgers
                      .reviews()
                      .ask(
                          new Reviews.Subject.OfOrganisation(
                              found.organisation(), verdict.address()),
                          List.of(Trigger.BAIT),
                          Optional.empty(),
                          rule.timeout(),
                          now));
    }
  }

  private int cost(Verdict.Contradiction.Kind kind) {
    Policy.Penalty penalty = rules.policy().trust().penalty();
    return switch (kind) {
      case DECOY -> penalty.decoy();
      case CANARY -> penalty.canary();
      case APPEAL -> penalty.appeal();
    };
  }

  /** Blames organisations at once, and has judged again what they voted on. */
  void settle(Map<Long, Integer> blame) {
    if (blame.isEmpty()) {
      return;
    }
    Map<Long, Reputation> records = ledgers.trust().reputations();
    List<Reputation> changed = new ArrayList<>();
    blame.forEach(
        (organisation, cost) ->
            changed.add(
                records
                    .getOrDefault(organisation, Reputation.none(organisation))
                    .contradicted(cost)));
    ledgers.trust().save(changed);
    ledgers.evidence().unjudgeSeenBy(blame.keySet());
  }

  private void ask(Verdict verdict, VerdictLedger.Kept was, Instant now) {
    if (!verdict.triggers().isEmpty()) {
      ledgers
          .reviews()
          .ask(
              new Reviews.Subject.OfAddress(verdict.address()),
              verdict.triggers(),
              Optional.of(verdict),
              verdict.timeout(),
              now);
    } else if (was.state() == Verdict.State.HELD && verdict.state() != Verdict.State.HELD) {
      ledgers.reviews().settle(verdict.address(), verdict.because(), now);
    }
  }

  private static Prefix range(Address address) {
    return Prefix.around(
        address, address.family() == Address.Family.IPV4 ? IPV4_RANGE : IPV6_RANGE);
  }

  private void propose(Prefix range, Instant now) {
    rules
        .review()
        .range()
        .filter(rule -> ledgers.verdicts().listed(range) >= rule.addresses())
        .ifPresent(
            rule ->
                ledgers
                    .reviews()
                    .ask(
                        new Reviews.Subject.OfRange(range),
                        List.of(Trigger.RANGE),
                        Optional.empty(),
                        rule.timeout(),
                        now));
  }
}
