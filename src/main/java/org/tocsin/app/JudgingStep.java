package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Judge;
import org.tocsin.curation.Rules;
import org.tocsin.curation.Standing;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.publication.Allowlist;
import org.tocsin.publication.VerdictLedger;

/**
 * Judges the addresses whose evidence changed and those whose verdict changes by the passing of
 * time. All others would be judged as they were: votes only ever fade, so nothing that is not
 * listed becomes listed unseen.
 */
@ApplicationScoped
class JudgingStep {

  private static final int AT_ONCE = 5_000;

  private final EvidenceLedger evidence;
  private final VerdictLedger verdicts;
  private final Allowlist allowlist;
  private final Rules rules;

  JudgingStep(EvidenceLedger evidence, VerdictLedger verdicts, Allowlist allowlist, Rules rules) {
    this.evidence = evidence;
    this.verdicts = verdicts;
    this.allowlist = allowlist;
    this.rules = rules;
  }

  Duration maxSkew() {
    return rules.policy().maxSkew();
  }

  /**
   * Judges everything that has to be judged, some in each transaction; returns how many changed
   * their state.
   */
  int judgeAll(boolean ignoreSoak, Instant now) {
    QuarkusTransaction.requiringNew().run(() -> prepare(ignoreSoak, now));
    int changed = 0;
    for (OptionalInt some = judgeSome(ignoreSoak, now);
        some.isPresent();
        some = judgeSome(ignoreSoak, now)) {
      changed += some.getAsInt();
    }
    return changed;
  }

  private void prepare(boolean ignoreSoak, Instant now) {
    if (verdicts.rulesChanged(rules.digest())) {
      evidence.unjudgeAll();
      verdicts.makeAllDue(now);
    }
    if (ignoreSoak) {
      verdicts.makeAllDue(now);
    }
    allowlist.takeExpired(now).forEach(range -> judgeAgain(range, now));
  }

  private OptionalInt judgeSome(boolean ignoreSoak, Instant now) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Set<Address> addresses = new LinkedHashSet<>(evidence.takeUnjudged(AT_ONCE));
              addresses.addAll(verdicts.due(now, AT_ONCE));
              if (addresses.isEmpty()) {
                return OptionalInt.empty();
              }
              // Read after the addresses were taken: whoever exempts one of them later puts it back
              // on the list.
              Judge judge = new Judge(rules, allowlist.inForce(now));
              return OptionalInt.of(judge(judge, addresses, ignoreSoak, now));
            });
  }

  private int judge(Judge judge, Collection<Address> addresses, boolean ignoreSoak, Instant now) {
    Map<Address, Standing> standings = verdicts.standings(addresses);
    return verdicts.save(
        evidence.evidence(addresses).stream()
            .map(
                seen ->
                    judge.judge(
                        seen,
                        Optional.ofNullable(standings.get(seen.address())).orElseThrow(),
                        !ignoreSoak,
                        now))
            .toList());
  }

  /** Judges one address now; joins the caller's transaction. */
  void judgeNow(Address address, Instant now) {
    judge(new Judge(rules, allowlist.inForce(now)), List.of(address), false, now);
  }

  /** Has the addresses of a range judged again; joins the caller's transaction. */
  void judgeAgain(Prefix range, Instant now) {
    evidence.unjudge(range);
    verdicts.makeDue(range, now);
  }
}
