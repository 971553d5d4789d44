package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.EvidenceLedger;

/**
 * Walks from signals to verdicts: fold, judge what changed, settle what that says about reporters,
 * and once a day go through the night. The same walk on a server, in a replay and in the lab; only
 * the ledgers differ. One run at a time on the same ledgers; a run that crashed is repeated without
 * counting anything twice.
 */
public final class Curator {

  private static final int AT_ONCE = 5_000;

  private final Ledgers ledgers;
  private final Transactions transactions;
  private final Night night;
  private final Community.Cache communities = new Community.Cache();

  /** Curates what these ledgers hold. */
  public Curator(Ledgers ledgers, Transactions transactions) {
    this.ledgers = ledgers;
    this.transactions = transactions;
    this.night = new Night(ledgers, transactions);
  }

  /**
   * What a run did.
   *
   * @param signals how many signals it took up
   * @param changed how many addresses changed their state
   */
  public record Run(long signals, int changed) {}

  /**
   * Runs once.
   *
   * @param soaks whether addresses that meet the floors have to wait before they are listed
   */
  public Run run(RuleBook book, boolean soaks, Instant now) {
    long signals = transactions.call(() -> fold(book, now));
    transactions.call(() -> prepare(book, soaks, now));
    int changed = judgeAll(book, soaks, now);
    List<LocalDate> nights = night.owed(now);
    if (!nights.isEmpty()) {
      // Who crashes here and begins again has to find either the last night or what it asks for.
      LocalDate last = nights.get(nights.size() - 1);
      nights.forEach(
          day ->
              night.goThrough(day, book, day.equals(last) ? () -> everythingIsDue(now) : () -> {}));
      changed += judgeAll(book, soaks, now);
    }
    return new Run(signals, changed);
  }

  private long fold(RuleBook book, Instant now) {
    Policy policy = book.rules().policy();
    ledgers.evidence().forget(now.minus(Evidence.KEPT));
    ledgers.trust().forget(now);
    long signals =
        ledgers
            .evidence()
            .fold(
                new EvidenceLedger.Limits(
                    policy.skew().rejectOlder(),
                    policy.skew().noCreditOlder(),
                    policy.caps().agentAddressesPerDay(),
                    policy.caps().organisationAddressesPerDay()));
    if (signals > 0) {
      greetBeginners(now);
    }
    return signals;
  }

  /** Notes when organisations reported for the first time, be it just before midnight. */
  private void greetBeginners(Instant now) {
    Set<Long> reporters = new TreeSet<>(ledgers.evidence().volumes(day(now)).keySet());
    reporters.addAll(ledgers.evidence().volumes(day(now).minusDays(1)).keySet());
    List<Reputation> beginners =
        ledgers.trust().beginners(reporters).stream()
            .map(record -> record.firstReported(now))
            .toList();
    if (!beginners.isEmpty()) {
      ledgers.trust().save(beginners);
    }
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private boolean prepare(RuleBook book, boolean soaks, Instant now) {
    boolean changed = ledgers.verdicts().rulesChanged(book.rules().digest());
    if (changed) {
      ledgers.evidence().unjudgeAll();
    }
    if (changed || !soaks) {
      ledgers.verdicts().makeAllDue(now);
    }
    ledgers.exemptions().takeExpired(now).forEach(range -> judgeAgain(range, now));
    return changed;
  }

  private void everythingIsDue(Instant now) {
    ledgers.evidence().unjudgeAll();
    ledgers.verdicts().makeAllDue(now);
  }

  /** Has the addresses of a range judged again; joins the caller's transaction. */
  public void judgeAgain(Prefix range, Instant now) {
    ledgers.evidence().unjudge(range);
    ledgers.verdicts().makeDue(range, now);
  }

  private int judgeAll(RuleBook book, boolean soaks, Instant now) {
    int changed = 0;
    Context context = context(book, now);
    for (int some = 0; some >= 0; some = judgeSome(context, soaks, now)) {
      changed += some;
      if (context.outdated) {
        context = context(book, now);
      }
    }
    return changed;
  }

  /** What all judgements of a run share. */
  private static final class Context {
    private final RuleBook book;
    private final Community community;
    private final Candidates candidates;
    private boolean outdated;

    Context(RuleBook book, Community community, Candidates candidates) {
      this.book = book;
      this.community = community;
      this.candidates = candidates;
    }

    Judge judge(List<Exemption> added) {
      return new Judge(book, added, community, candidates);
    }
  }

  private Context context(RuleBook book, Instant now) {
    return transactions.call(
        () -> {
          Duration window =
              book.rules().review().clique().map(ReviewPolicy.Clique::window).orElse(Duration.ZERO);
          return new Context(
              book,
              community(book, now),
              new Candidates(
                  () ->
                      transactions.call(() -> ledgers.trust().candidatesSince(now.minus(window)))));
        });
  }

  private Community community(RuleBook book, Instant now) {
    Map<Long, Reputation> records = ledgers.trust().reputations();
    LocalDate day = day(now);
    Map<Long, Long> today = ledgers.evidence().volumes(day);
    Map<Long, Long> yesterday = ledgers.evidence().volumes(day.minusDays(1));
    Members members = new Members(book.rules());
    Optional<LocalDate> last = ledgers.trust().lastNight();
    Community.Facts facts =
        new Community.Facts(
            ledgers.trust().enrolled(),
            records,
            members.bursting(
                records,
                new Members.Volumes(
                    today, yesterday, last.filter(day.minusDays(1)::equals).isPresent())),
            last,
            book.rules().digest());
    return communities.get(facts, () -> community(book, members, facts));
  }

  private Community community(RuleBook book, Members members, Community.Facts facts) {
    Policy policy = book.rules().policy();
    return new Community(
        members.of(facts.enrolled(), facts.records(), facts.bursting()),
        facts
            .lastNight()
            .map(night -> this.night.neighbours(night, policy.scoped()))
            .orElse(Neighbours.NONE),
        policy.trust().threshold());
  }

  /** Judges some addresses that have to be judged; negative when there are none. */
  private int judgeSome(Context context, boolean soaks, Instant now) {
    return transactions.call(
        () -> {
          Set<Address> addresses = new TreeSet<>(ledgers.evidence().takeUnjudged(AT_ONCE));
          addresses.addAll(ledgers.verdicts().due(now, AT_ONCE));
          return addresses.isEmpty() ? -1 : judge(context, addresses, soaks, now);
        });
  }

  private int judge(Context context, Collection<Address> addresses, boolean soaks, Instant now) {
    // Exemptions are read after the addresses were taken: whoever exempts one of them later puts it
    // back on the list.
    Judge judge = context.judge(ledgers.exemptions().inForce(now));
    Map<Address, VerdictLedger.Kept> kept = ledgers.verdicts().kept(addresses);
    List<Verdict> verdicts = new ArrayList<>(addresses.size());
    for (Evidence seen : ledgers.evidence().evidence(addresses)) {
      VerdictLedger.Kept before = kept.getOrDefault(seen.address(), VerdictLedger.Kept.NOTHING);
      Verdict verdict = judge.judge(seen, before.standing(), soaks, now);
      verdict.findings().candidate().ifPresent(found -> carried(context, found, now));
      verdicts.add(verdict);
    }
    int changed = ledgers.verdicts().save(verdicts, now);
    Aftermath aftermath = new Aftermath(ledgers, context.book.rules());
    context.outdated |= aftermath.of(verdicts, kept, now);
    return changed;
  }

  /** One more candidate may make a clique of those before it, so they are judged again. */
  private void carried(Context context, Candidates.Candidate found, Instant now) {
    context.candidates.add(found);
    context
        .book
        .rules()
        .review()
        .clique()
        .filter(rule -> found.voters().size() >= rule.organisations())
        .ifPresent(
            rule -> {
              List<Address> others =
                  context.candidates.others(
                      found.address(),
                      found.voters(),
                      rule.organisations(),
                      now.minus(rule.window()));
              if (others.size() + 1 >= rule.candidates()) {
                others.forEach(other -> ledgers.evidence().unjudge(Prefix.host(other)));
              }
            });
  }

  /** Judges one address now; joins the caller's transaction. */
  public void judgeNow(RuleBook book, Address address, Instant now) {
    judge(context(book, now), List.of(address), true, now);
  }

  /** Has an address that waits for a person listed; joins the caller's transaction. */
  public void publish(Address address, Instant now) {
    ledgers
        .verdicts()
        .change(address, standing -> standing.decided(Standing.Outcome.PUBLISH, now), now);
  }

  /**
   * Voids what was seen of an address and makes its floors higher for a while, as when somebody who
   * controls it asks for that; joins the caller's transaction.
   */
  public void delist(Address address, Instant now) {
    ledgers.evidence().voidUpTo(address, now);
    ledgers.verdicts().change(address, standing -> standing.delisted(now), now);
  }

  /**
   * Delists an address that a person found to be no attacker, and has the organisations that said
   * it was one lose trust; joins the caller's transaction.
   */
  public void overrule(RuleBook book, Address address, Instant now) {
    Policy policy = book.rules().policy();
    Reporters reporters =
        new Reporters(policy, book.rules().scenarios(), context(book, now).community);
    Map<Long, Integer> blame = new HashMap<>();
    for (Evidence seen : ledgers.evidence().evidence(List.of(address))) {
      for (long organisation : reporters.claimants(seen)) {
        Verdict.Contradiction found =
            new Verdict.Contradiction(organisation, day(now), Verdict.Contradiction.Kind.APPEAL);
        if (ledgers.trust().contradict(address, found)) {
          blame.put(organisation, policy.trust().penalty().appeal());
        }
      }
    }
    delist(address, now);
    new Aftermath(ledgers, book.rules()).settle(blame);
  }

  /** Returns how an address would be judged now; changes nothing. */
  public Verdict explain(RuleBook book, Address address, Instant now) {
    return explain(book, List.of(address), now).get(0);
  }

  /** Returns how addresses would be judged now, in their order; changes nothing. */
  public List<Verdict> explain(RuleBook book, List<Address> addresses, Instant now) {
    return transactions.call(
        () -> {
          Context context = context(book, now);
          Judge judge = context.judge(ledgers.exemptions().inForce(now));
          Map<Address, VerdictLedger.Kept> kept = ledgers.verdicts().kept(addresses);
          return ledgers.evidence().evidence(addresses).stream()
              .map(
                  seen ->
                      judge.judge(
                          seen,
                          kept.getOrDefault(seen.address(), VerdictLedger.Kept.NOTHING).standing(),
                          true,
                          now))
              .toList();
        });
  }

  /**
   * Judges everything from scratch, changes nothing, and returns the addresses whose verdict would
   * not be the one that is kept. There must be none: a run judges everything that can have changed.
   */
  public List<Address> audit(RuleBook book, Instant now) {
    List<Address> different = new ArrayList<>();
    Context context = context(book, now);
    Judge judge = context.judge(transactions.call(() -> ledgers.exemptions().inForce(now)));
    Optional<Address> after = Optional.empty();
    while (true) {
      Optional<Address> from = after;
      TreeSet<Address> some = new TreeSet<>();
      transactions.call(() -> some.addAll(ledgers.evidence().seenAfter(from, AT_ONCE)));
      transactions.call(() -> some.addAll(ledgers.verdicts().keptAfter(from, AT_ONCE)));
      if (some.isEmpty()) {
        return different;
      }
      List<Address> page = some.stream().limit(AT_ONCE).toList();
      Map<Address, VerdictLedger.Kept> kept =
          transactions.call(() -> ledgers.verdicts().kept(page));
      for (Evidence seen : transactions.call(() -> ledgers.evidence().evidence(page))) {
        VerdictLedger.Kept before = kept.getOrDefault(seen.address(), VerdictLedger.Kept.NOTHING);
        Verdict verdict = judge.judge(seen, before.standing(), true, now);
        if (!VerdictLedger.Kept.of(verdict).equals(before)) {
          different.add(seen.address());
        }
      }
      after = Optional.of(page.get(page.size() - 1));
    }
  }
}
