package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tocsin.address.Address;
import org.tocsin.curation.Candidates;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.Verdict;

/** What is remembered of organisations, in memory. */
final class InMemoryTrust implements TrustLedger {

  private static final Duration CANDIDATES_KEPT = Duration.ofDays(2);
  private static final long PAIRS_KEPT = Policy.Scoped.LONGEST_AFFINITY_WINDOW.plusDays(1).toDays();
  private static final int CONTRADICTIONS_KEPT = 15;
  private static final int CREDITS_KEPT = 90;

  private record Credit(long organisation, Address address) {}

  private record Blame(Address address, Verdict.Contradiction contradiction) {}

  private final Map<Long, Enrolled> enrolled;
  private Map<Long, Enrolled> enrolledNow = Map.of();
  private Map<Long, Reputation> reputations = Map.of();
  private final Map<Credit, LocalDate> credited = new HashMap<>();
  private final TreeMap<LocalDate, Map<Long, Integer>> credits = new TreeMap<>();
  private final Set<Blame> blamed = new HashSet<>();
  private final TreeMap<LocalDate, Map<Pair, Long>> pairs = new TreeMap<>();
  private final Map<Address, Candidates.Candidate> candidates = new HashMap<>();
  private Optional<LocalDate> lastNight = Optional.empty();
  private Optional<LocalDate> forgotten = Optional.empty();

  InMemoryTrust(Map<Long, Enrolled> enrolled) {
    this.enrolled = enrolled;
  }

  @Override
  public Map<Long, Enrolled> enrolled() {
    if (enrolledNow.size() != enrolled.size()) {
      enrolledNow = Map.copyOf(enrolled);
    }
    return enrolledNow;
  }

  @Override
  public Map<Long, Reputation> reputations() {
    return reputations;
  }

  @Override
  public List<Reputation> beginners(Set<Long> organisations) {
    return organisations.stream()
        .map(one -> reputations.getOrDefault(one, Reputation.none(one)))
        .filter(record -> record.firstReportAt().isEmpty())
        .toList();
  }

  @Override
  public void save(Collection<Reputation> changed) {
    Map<Long, Reputation> all = new HashMap<>(reputations);
    changed.forEach(record -> all.put(record.organisation(), record));
    reputations = Map.copyOf(all);
  }

  @Override
  public void credit(List<Confirmation> confirmations, LocalDate day, int mostPerDay) {
    Map<Long, Integer> today = credits.computeIfAbsent(day, any -> new HashMap<>());
    for (Confirmation confirmation : confirmations) {
      for (Long organisation : confirmation.organisations()) {
        if (today.getOrDefault(organisation, 0) < mostPerDay
            && credited.putIfAbsent(new Credit(organisation, confirmation.address()), day)
                == null) {
          today.merge(organisation, 1, Integer::sum);
        }
      }
    }
  }

  @Override
  public Map<Long, Integer> credits(LocalDate day) {
    return credits.getOrDefault(day, Map.of());
  }

  @Override
  public boolean contradict(Address address, Verdict.Contradiction contradiction) {
    return blamed.add(new Blame(address, contradiction));
  }

  @Override
  public Optional<LocalDate> lastNight() {
    return lastNight;
  }

  @Override
  public void nightDone(LocalDate day) {
    lastNight = Optional.of(day);
  }

  @Override
  public void coReports(LocalDate day, Map<Pair, Long> sums) {
    pairs.put(day, sums);
  }

  @Override
  public Map<Pair, Long> coReportsSince(LocalDate day) {
    Map<Pair, Long> all = new HashMap<>();
    pairs
        .tailMap(day, true)
        .values()
        .forEach(sums -> sums.forEach((pair, sum) -> all.merge(pair, sum, Long::sum)));
    return all;
  }

  @Override
  public void add(Candidates.Candidate candidate) {
    candidates.put(candidate.address(), candidate);
  }

  @Override
  public List<Candidates.Candidate> candidatesSince(Instant since) {
    return candidates.values().stream().filter(one -> one.at().isAfter(since)).toList();
  }

  @Override
  public void forget(Instant now) {
    LocalDate today = now.atZone(java.time.ZoneOffset.UTC).toLocalDate();
    if (forgotten.filter(today::equals).isPresent()) {
      return;
    }
    forgotten = Optional.of(today);
    candidates.values().removeIf(one -> one.at().isBefore(now.minus(CANDIDATES_KEPT)));
    pairs.headMap(today.minusDays(PAIRS_KEPT)).clear();
    credits.headMap(today.minusDays(CREDITS_KEPT)).clear();
    credited.values().removeIf(day -> day.isBefore(today.minusDays(CREDITS_KEPT)));
    blamed.removeIf(
        one -> one.contradiction().day().isBefore(today.minusDays(CONTRADICTIONS_KEPT)));
  }
}
