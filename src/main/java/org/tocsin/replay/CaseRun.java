package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Trigger;
import org.tocsin.curation.Verdict;
import org.tocsin.evidence.Witness;

/** One run of a case, perhaps without the reports that one organisation made of one address. */
final class CaseRun {

  /** A Monday, so that weeks of enrolment are those that a case thinks of. */
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /** The ranges set aside for examples, which the cases are. */
  private static final List<Prefix> EXAMPLES =
      Stream.of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
          .map(text -> ((Prefix.Reading.Accepted) Prefix.read(text)).prefix())
          .toList();

  private static final long MOST_CONFIRMATIONS = 10_000 * Micro.ONE;

  /** Whose reports of what are left out. */
  record Dropped(long organisation, Address address) {}

  /**
   * What was found at the instant of an expectation.
   *
   * @param tier where the address was listed
   * @param causes all that stood against being listed, or listed further
   * @param verdict its reasons at that instant
   */
  record Found(RuleCase.Tier tier, Set<String> causes, Verdict verdict) {

    /** Returns whether a cause stands against a tier. */
    boolean misses(RuleCase.Tier wanted, String cause) {
      return cause.startsWith("floor.") ? isUnmet(wanted, cause) : causes.contains(cause);
    }

    private boolean isUnmet(RuleCase.Tier wanted, String cause) {
      return verdict.floors().stream()
          .anyMatch(
              floor ->
                  floor.tier().name().equals(wanted.name())
                      && !floor.met()
                      && cause.equals("floor." + floor.name()));
    }
  }

  private final RuleCase rules;
  private final Optional<Dropped> dropped;
  private final Replay replay;
  private final Map<Address, Change> lastChange = new HashMap<>();
  private final Map<RuleCase.Expectation, Found> found = new HashMap<>();
  private final Map<RuleCase.Never, Change> broken = new HashMap<>();

  private CaseRun(RuleCase rules, Optional<Dropped> dropped) {
    this.rules = rules;
    this.dropped = dropped;
    this.replay =
        new Replay(
            new RuleBook(rules.rules(), EXAMPLES),
            rules.organisations().values().stream().map(CaseRun::enrolled).toList(),
            List.of(),
            this::changed);
    replay.remember(
        rules.organisations().values().stream().map(this::reputation).toList(),
        START.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1));
  }

  /** Runs a case to its end. */
  static CaseRun of(RuleCase rules, Optional<Dropped> dropped) {
    CaseRun run = new CaseRun(rules, dropped);
    run.go();
    return run;
  }

  /** Returns what was found at the instant of an expectation. */
  Found found(RuleCase.Expectation expectation) {
    return Optional.ofNullable(found.get(expectation)).orElseThrow();
  }

  /** Returns the first change that did what must never be, if one did. */
  Optional<Change> broken(RuleCase.Never never) {
    return Optional.ofNullable(broken.get(never));
  }

  /** Returns what became of an address in the end. */
  RulesTest.Explained explained(Address address) {
    return new RulesTest.Explained(
        replay.kept(address).state(), replay.explain(address), replay.lastRun());
  }

  /** Returns how far into the case something happened. */
  static Duration since(Change change) {
    return Duration.between(START, change.at());
  }

  private static Enrolled enrolled(RuleCase.Organisation organisation) {
    return new Enrolled(
        organisation.id(), organisation.standing(), START.minus(organisation.age()));
  }

  private Reputation reputation(RuleCase.Organisation organisation) {
    Policy.Trust policy = rules.rules().policy().trust();
    boolean ordinary = organisation.standing() == Witness.Standing.ORDINARY;
    long wanted = ordinary ? organisation.trust().orElse(0L) : 0;
    Instant first = START.minus(organisation.age());
    if (wanted == 0) {
      return new Reputation(organisation.id(), 0, 0, 0, 0, Optional.of(first));
    }
    long least = 0;
    long most = MOST_CONFIRMATIONS;
    while (least < most) {
      long middle = (least + most) / 2;
      if (record(organisation, middle, policy, first).trust(policy) < wanted) {
        least = middle + 1;
      } else {
        most = middle;
      }
    }
    return record(organisation, least, policy, first);
  }

  private static Reputation record(
      RuleCase.Organisation organisation, long confirmations, Policy.Trust policy, Instant first) {
    return new Reputation(
        organisation.id(), confirmations, 0, policy.days(), 0, Optional.of(first));
  }

  private void go() {
    List<RuleCase.Expectation> expectations =
        rules.expectations().stream()
            .sorted(Comparator.comparing(RuleCase.Expectation::at))
            .toList();
    Map<String, Long> agents = new TreeMap<>();
    int checked = 0;
    for (RuleCase.Signal signal : rules.signals()) {
      while (checked < expectations.size()
          && expectations.get(checked).at().compareTo(signal.offset()) < 0) {
        look(expectations.get(checked++));
      }
      if (!dropped.equals(Optional.of(new Dropped(signal.organisation(), signal.address())))) {
        String name = signal.organisation() + "/" + signal.agent();
        replay.accept(report(signal, agents.computeIfAbsent(name, any -> agents.size() + 1L)));
      }
    }
    while (checked < expectations.size()) {
      look(expectations.get(checked++));
    }
    replay.settle();
  }

  private static Report report(RuleCase.Signal signal, long agent) {
    return new Report(
        START.plus(signal.offset()),
        signal.organisation(),
        agent,
        signal.network(),
        signal.address(),
        signal.scenario(),
        signal.age());
  }

  private void look(RuleCase.Expectation expectation) {
    Instant at = START.plus(expectation.at());
    replay.advanceTo(at);
    Verdict.State state = replay.kept(expectation.address()).state();
    Verdict verdict = replay.explain(expectation.address(), at);
    found.put(expectation, new Found(tier(state), causes(state, verdict), verdict));
  }

  private Set<String> causes(Verdict.State state, Verdict verdict) {
    Set<String> causes = new TreeSet<>();
    verdict.floors().stream()
        .filter(floor -> !floor.met())
        .forEach(floor -> causes.add("floor." + floor.name()));
    verdict
        .exemption()
        .ifPresent(exemption -> causes.add("allowlist." + RuleCase.word(exemption.tier())));
    if (state == Verdict.State.SOAKING) {
      causes.add("soak");
    }
    if (state == Verdict.State.HELD) {
      verdict.triggers().stream().map(Trigger::id).forEach(id -> causes.add("review." + id));
    }
    boolean faded =
        tier(state) == RuleCase.Tier.NONE
            && Optional.ofNullable(lastChange.get(verdict.address()))
                .filter(change -> change.verdict().because().equals("faded"))
                .isPresent();
    if (faded) {
      causes.add("faded");
    }
    return causes;
  }

  private void changed(Change change) {
    Address address = change.verdict().address();
    lastChange.put(address, change);
    RuleCase.Tier tier = tier(change.verdict().state());
    for (RuleCase.Never never : rules.nevers()) {
      if (never.range().contains(address) && tier.compareTo(never.tier()) >= 0) {
        broken.putIfAbsent(never, change);
      }
    }
  }

  private static RuleCase.Tier tier(Verdict.State state) {
    return switch (state) {
      case GLOBAL -> RuleCase.Tier.GLOBAL;
      case SCOPED -> RuleCase.Tier.SCOPED;
      case NONE, SOAKING, HELD, REJECTED -> RuleCase.Tier.NONE;
    };
  }

  /** Returns the addresses' reporters. */
  static Set<Long> reporters(RuleCase rules, Address address) {
    Set<Long> reporters = new TreeSet<>();
    rules.signals().stream()
        .filter(signal -> signal.address().equals(address))
        .forEach(signal -> reporters.add(signal.organisation()));
    return reporters;
  }

  /** Returns what a verdict counts. */
  static long counts(Verdict verdict, RuleCase.Measure measure) {
    return switch (measure) {
      case K -> verdict.tally().organisations();
      case ASNS -> verdict.tally().networks();
      case ANCH -> verdict.tally().anchors();
      case STRONG -> verdict.tally().strong();
      case SCORE -> verdict.tally().score();
    };
  }
}
