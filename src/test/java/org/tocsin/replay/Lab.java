package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Curator;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Exemptions;
import org.tocsin.curation.KnownRules;
import org.tocsin.curation.Ledgers;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Transactions;
import org.tocsin.curation.VerdictLedger;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Witness;

/**
 * Curation in memory with everything in reach: records that organisations begin with, and what
 * people do meanwhile. Runs at every whole minute in which something is due.
 */
final class Lab {

  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /** A step that was not begun before everything stopped. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Steps that are done at once, or one of which is where everything stops. */
  private static final class Steps implements Transactions {
    private int crashAt = -1;
    private int depth;

    @Override
    public <T> T call(Supplier<T> step) {
      if (depth == 0 && crashAt >= 0 && crashAt-- == 0) {
        throw new Crash();
      }
      depth++;
      try {
        return step.get();
      } finally {
        depth--;
      }
    }
  }

  /** Exemptions that come while it runs. */
  private static final class Added implements Exemptions {
    private final List<Exemption> all = new ArrayList<>();

    @Override
    public List<Exemption> inForce(Instant now) {
      return List.copyOf(all);
    }

    @Override
    public List<Prefix> takeExpired(Instant now) {
      return List.of();
    }
  }

  final Map<Long, Enrolled> enrolled = new HashMap<>();
  final InMemoryEvidence evidence = new InMemoryEvidence(enrolled);
  final InMemoryTrust trust = new InMemoryTrust(enrolled);
  final InMemoryReviews reviews = new InMemoryReviews();
  final List<Change> changes = new ArrayList<>();
  final InMemoryVerdicts verdicts = new InMemoryVerdicts(changes::add);
  private final Added added = new Added();
  private final Ledgers ledgers = new Ledgers(evidence, verdicts, trust, reviews, added);
  private final Steps steps = new Steps();
  private final Curator curator = new Curator(ledgers, steps);
  private final RuleBook book;
  private final Runnable afterRun;
  private Instant next = START;
  private Instant last = START;

  Lab(ReviewPolicy review, Runnable afterRun) {
    this.book = new RuleBook(KnownRules.rules(KnownRules.POLICY, review, List.of()));
    this.afterRun = afterRun;
  }

  void enrol(long organisation, Witness.Standing standing, Instant at) {
    enrolled.put(organisation, new Enrolled(organisation, standing, at));
  }

  /** Gives an organisation a record as after a good month. */
  void trusted(long organisation, int confirmations) {
    trust.save(
        List.of(
            new Reputation(
                organisation,
                confirmations * Micro.ONE,
                0,
                30,
                20 * Micro.ONE,
                Optional.of(START.minus(Duration.ofDays(30))))));
  }

  boolean isTrusted(long organisation) {
    Enrolled one = enrolled.get(organisation);
    return (one != null && one.standing() != Witness.Standing.ORDINARY)
        || trust
                .reputations()
                .getOrDefault(organisation, Reputation.none(organisation))
                .trust(KnownRules.POLICY.trust())
            >= KnownRules.POLICY.trust().threshold();
  }

  void arrive(Report report) {
    advanceTo(endOfMinute(report.at()).minusSeconds(60));
    evidence.arrive(report);
    wake(endOfMinute(report.at()));
  }

  /** Somebody who controls an address has it taken off. */
  void delist(Address address, Instant at) {
    advanceTo(at);
    verdicts.change(address, standing -> standing.delisted(at), at);
    evidence.voidUpTo(address, at);
    wake(endOfMinute(at));
  }

  /** All that was seen of an address is found to be void. */
  void pardon(Address address, Instant at) {
    advanceTo(at);
    verdicts.change(address, Standing::pardoned, at);
    evidence.voidUpTo(address, at);
    wake(endOfMinute(at));
  }

  /** A person decides about an address. */
  void decide(Address address, Standing.Outcome outcome, Instant at) {
    advanceTo(at);
    verdicts.change(address, standing -> standing.decided(outcome, at), at);
    wake(endOfMinute(at));
  }

  void exempt(Exemption exemption, Instant at) {
    advanceTo(at);
    added.all.add(exemption);
    curator.judgeAgain(exemption.range(), at);
    wake(endOfMinute(at));
  }

  private void wake(Instant run) {
    next = next.isAfter(run) ? run : next;
  }

  static Instant endOfMinute(Instant at) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(at) ? at : minute.plus(1, ChronoUnit.MINUTES);
  }

  void advanceTo(Instant until) {
    while (!next.isAfter(until)) {
      last = next;
      run();
      next = following();
      afterRun.run();
    }
  }

  private void run() {
    try {
      curator.run(book, true, last);
    } catch (Crash crash) {
      curator.run(book, true, last);
    }
  }

  /** Has the run that comes next stop before one of its steps, and begin again. */
  void crashBefore(int step) {
    steps.crashAt = step;
  }

  private Instant following() {
    Instant night =
        last.atZone(ZoneOffset.UTC)
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    Instant due = verdicts.nextDue().map(Lab::endOfMinute).orElse(night);
    Instant at = due.isBefore(night) ? due : night;
    return at.isAfter(last) ? at : last.plusSeconds(60);
  }

  Instant now() {
    return last;
  }

  List<Address> audit() {
    return curator.audit(book, last);
  }

  org.tocsin.curation.Verdict explain(Address address) {
    return curator.explain(book, address, last);
  }

  VerdictLedger.Kept kept(Address address) {
    return verdicts.kept(List.of(address)).getOrDefault(address, VerdictLedger.Kept.NOTHING);
  }

  Evidence seen(Address address) {
    return evidence.evidence(List.of(address)).get(0);
  }
}
