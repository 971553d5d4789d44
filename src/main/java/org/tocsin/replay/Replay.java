package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Curator;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Exemptions;
import org.tocsin.curation.Ledgers;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Transactions;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;
import org.tocsin.evidence.Witness;

/**
 * Curates a stream of reports minute by minute. A report that arrives within a minute is taken up
 * by the run at that minute's end, one that arrives on the minute by the run of that instant.
 * Minutes in which nothing can change are passed over. Not thread-safe.
 */
public final class Replay {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Transactions AT_ONCE =
      new Transactions() {
        @Override
        public <T> T call(Supplier<T> step) {
          return step.get();
        }
      };

  private record Fixed(List<Exemption> exemptions) implements Exemptions {
    @Override
    public List<Exemption> inForce(Instant now) {
      return exemptions;
    }

    @Override
    public List<Prefix> takeExpired(Instant now) {
      return List.of();
    }
  }

  private final RuleBook book;
  private final Map<Long, Enrolled> enrolled = new HashMap<>();
  private final InMemoryEvidence evidence = new InMemoryEvidence(enrolled);
  private final InMemoryVerdicts verdicts;
  private final InMemoryTrust trust = new InMemoryTrust(enrolled);
  private final InMemoryReviews reviews = new InMemoryReviews();
  private final Curator curator;
  private Optional<Instant> nextRun = Optional.empty();
  private Instant now = Instant.MIN;
  private boolean waiting;

  /**
   * Begins with organisations that are enrolled already.
   *
   * @param exemptions exemptions beside those of the rules
   * @param changes told of every change of an address' state or recipients
   */
  public Replay(
      RuleBook book,
      List<Enrolled> organisations,
      List<Exemption> exemptions,
      Consumer<Change> changes) {
    this.book = book;
    this.verdicts = new InMemoryVerdicts(changes);
    organisations.forEach(one -> enrolled.put(one.organisation(), one));
    this.curator =
        new Curator(
            new Ledgers(evidence, verdicts, trust, reviews, new Fixed(List.copyOf(exemptions))),
            AT_ONCE);
  }

  /** Begins with what is known of organisations after the night of a day. */
  void remember(Collection<Reputation> records, LocalDate day) {
    trust.save(records);
    trust.nightDone(day);
  }

  /**
   * Takes who is near whom after the night of a day as it is known.
   *
   * @param pairs by how much pairs of organisations saw the same of late
   */
  void rememberNeighbours(Map<TrustLedger.Pair, Long> pairs, LocalDate day) {
    trust.coReports(day, pairs);
  }

  /** Takes up a report, after every run that is due before it. Reports come in order of time. */
  public void accept(Report report) {
    if (report.at().isBefore(now)) {
      throw new IllegalArgumentException("a report is older than the one before it");
    }
    Instant run = endOfMinute(report.at());
    advanceTo(run.minus(MINUTE));
    enrolled.computeIfAbsent(
        report.organisation(),
        organisation -> new Enrolled(organisation, Witness.Standing.ORDINARY, report.at()));
    evidence.arrive(report);
    now = report.at();
    waiting = true;
    nextRun = Optional.of(nextRun.filter(run::isAfter).orElse(run));
  }

  private static Instant endOfMinute(Instant at) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(at) ? at : minute.plus(MINUTE);
  }

  /** Does every run that is due up to and including an instant. */
  public void advanceTo(Instant until) {
    while (nextRun.filter(run -> !run.isAfter(until)).isPresent()) {
      Instant run = nextRun.get();
      curator.run(book, true, run);
      waiting = false;
      now = run.isAfter(now) ? run : now;
      nextRun = Optional.of(following(run));
    }
  }

  /** The next minute in which something is due, or the next night. */
  private Instant following(Instant run) {
    Instant night =
        run.atZone(ZoneOffset.UTC)
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    Instant due = verdicts.nextDue().map(Replay::endOfMinute).orElse(night);
    Instant next = due.isBefore(night) ? due : night;
    return next.isAfter(run) ? next : run.plus(MINUTE);
  }

  /**
   * Takes that a person found an address to be no attacker, at the instant of the last run: what
   * was seen of it is void, and who reported it loses trust.
   */
  public void overrule(Address address) {
    curator.overrule(book, address, now);
    Instant run = endOfMinute(now);
    nextRun = Optional.of(nextRun.filter(run::isAfter).orElse(run));
  }

  /**
   * Goes on without further reports for as long as addresses wait out a soak, so that what the
   * reports led to is there to be seen.
   */
  public void settle() {
    Instant last = endOfMinute(now);
    if (waiting) {
      advanceTo(last);
    }
    Duration longest = book.rules().policy().scoped().floors().soak();
    Duration global = book.rules().policy().global().soak();
    Instant end = last.plus(longest.compareTo(global) > 0 ? longest : global);
    while (verdicts.anySoaking() && nextRun.filter(run -> !run.isAfter(end)).isPresent()) {
      advanceTo(nextRun.get());
    }
  }

  /** Returns the state of an address after the last run. */
  public VerdictLedger.Kept kept(Address address) {
    return verdicts.kept(List.of(address)).getOrDefault(address, VerdictLedger.Kept.NOTHING);
  }

  /** Returns the addresses of which something is kept after the last run. */
  public Map<Address, VerdictLedger.Kept> all() {
    Map<Address, VerdictLedger.Kept> all = new HashMap<>();
    verdicts.all().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  /** Returns the instant of the last run, or of the last report if that came after it. */
  Instant lastRun() {
    return now;
  }

  /** Returns how an address would be judged at the instant of the last run. */
  public Verdict explain(Address address) {
    return curator.explain(book, address, now);
  }

  /** Returns how an address would be judged at an instant after the last run. */
  Verdict explain(Address address, Instant at) {
    return curator.explain(book, address, at);
  }

  /** Returns how addresses would be judged at an instant after the last run, in their order. */
  List<Verdict> explain(List<Address> addresses, Instant at) {
    return curator.explain(book, addresses, at);
  }

  /** Returns the addresses that judging everything from scratch would judge otherwise. */
  public List<Address> audit() {
    return curator.audit(book, now);
  }

  /** Returns how many addresses are listed for everybody. */
  public int listed() {
    return verdicts.listed();
  }

  /** Returns the organisations that were ever contradicted. */
  public Set<Long> contradicted() {
    return trust.reputations().values().stream()
        .filter(record -> record.contradictions() > 0)
        .map(Reputation::organisation)
        .collect(Collectors.toSet());
  }

  /** Returns how many cases were put before a person. */
  public long casesAsked() {
    return reviews.asked();
  }
}
