package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tocsin.address.Address;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** What is done once for every day that ended: records of organisations, and who is near whom. */
final class Night {

  private static final int AT_ONCE = 5_000;
  private static final Duration USUAL_VOLUME_WINDOW = Duration.ofDays(14);
  private static final int FEWEST_REPORTERS = 2;
  private static final int MOST_REPORTERS = 15;

  private final Ledgers ledgers;
  private final Transactions transactions;
  private Optional<Near> near = Optional.empty();

  /** Who is near whom, which only a night or another rule changes. */
  private record Near(LocalDate day, Policy.Scoped rule, Neighbours neighbours) {}

  Night(Ledgers ledgers, Transactions transactions) {
    this.ledgers = ledgers;
    this.transactions = transactions;
  }

  /** Returns the days that ended and whose night has not been gone through, the oldest first. */
  List<LocalDate> owed(Instant now) {
    LocalDate yesterday = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
    Optional<LocalDate> last = transactions.call(ledgers.trust()::lastNight);
    if (last.isEmpty()) {
      return List.of(yesterday);
    }
    return last.get().isBefore(yesterday)
        ? last.get().plusDays(1).datesUntil(yesterday.plusDays(1)).toList()
        : List.of();
  }

  /**
   * Goes through the night after a day. Repeated after a crash, it does nothing twice.
   *
   * @param done what has to come of it, with it or not at all
   */
  void goThrough(LocalDate day, RuleBook book, Runnable done) {
    Map<TrustLedger.Pair, Long> pairs = coReports(day);
    transactions.call(
        () -> {
          ledgers.trust().coReports(day, pairs);
          ledgers.trust().save(records(day, book));
          ledgers.trust().nightDone(day);
          done.run();
          return day;
        });
  }

  private List<Reputation> records(LocalDate day, RuleBook book) {
    Policy.Trust policy = book.rules().policy().trust();
    Duration window =
        book.rules()
            .review()
            .velocity()
            .map(ReviewPolicy.Velocity::window)
            .orElse(USUAL_VOLUME_WINDOW);
    Map<Long, Reputation> records = ledgers.trust().reputations();
    Map<Long, Long> volumes = ledgers.evidence().volumes(day);
    Map<Long, Integer> credits = ledgers.trust().credits(day);
    Set<Long> all = new HashSet<>(records.keySet());
    all.addAll(volumes.keySet());
    List<Reputation> after = new ArrayList<>(all.size());
    for (Long organisation : all) {
      after.add(
          records
              .getOrDefault(organisation, Reputation.none(organisation))
              .afterDay(
                  volumes.getOrDefault(organisation, 0L),
                  credits.getOrDefault(organisation, 0),
                  policy,
                  window));
    }
    return after;
  }

  /**
   * Adds up who saw the same on a day. The fewer saw it, the more it says; what half the world sees
   * says nothing, nor does what could be read on a list.
   */
  private Map<TrustLedger.Pair, Long> coReports(LocalDate day) {
    Map<TrustLedger.Pair, Long> sums = new HashMap<>();
    Optional<Address> after = Optional.empty();
    while (true) {
      Optional<Address> from = after;
      List<Address> some = transactions.call(() -> ledgers.evidence().seenAfter(from, AT_ONCE));
      if (some.isEmpty()) {
        return sums;
      }
      Map<Address, VerdictLedger.Kept> kept =
          transactions.call(() -> ledgers.verdicts().kept(some));
      for (Evidence seen : transactions.call(() -> ledgers.evidence().evidence(some))) {
        Standing standing =
            kept.getOrDefault(seen.address(), VerdictLedger.Kept.NOTHING).standing();
        add(sums, reporters(seen, standing), day);
      }
      after = Optional.of(some.get(some.size() - 1));
    }
  }

  private static Map<Long, Instant> reporters(Evidence seen, Standing standing) {
    Map<Long, Instant> reporters = new TreeMap<>();
    for (Witness witness : seen.witnesses()) {
      Optional<Instant> first =
          witness.sightings().stream().map(Sighting::firstAt).min(Instant::compareTo);
      first
          .filter(at -> standing.fresh(witness.organisation(), at))
          .ifPresent(at -> reporters.put(witness.organisation(), at));
    }
    return reporters;
  }

  private static void add(
      Map<TrustLedger.Pair, Long> sums, Map<Long, Instant> reporters, LocalDate day) {
    if (reporters.size() < FEWEST_REPORTERS || reporters.size() > MOST_REPORTERS) {
      return;
    }
    long share = Micro.ONE / (reporters.size() - 1);
    List<Map.Entry<Long, Instant>> all = List.copyOf(reporters.entrySet());
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        Instant one = all.get(i).getValue();
        Instant other = all.get(j).getValue();
        Instant together = one.isAfter(other) ? one : other;
        if (together.atZone(ZoneOffset.UTC).toLocalDate().equals(day)) {
          sums.merge(
              TrustLedger.Pair.of(all.get(i).getKey(), all.get(j).getKey()), share, Long::sum);
        }
      }
    }
  }

  /** Returns who is near whom after the night of a day. */
  synchronized Neighbours neighbours(LocalDate day, Policy.Scoped rule) {
    if (near.filter(known -> known.day.equals(day) && known.rule.equals(rule)).isEmpty()) {
      near = Optional.of(new Near(day, rule, find(day, rule)));
    }
    return near.orElseThrow().neighbours;
  }

  private Neighbours find(LocalDate day, Policy.Scoped rule) {
    return new Neighbours(
        transactions
            .call(
                () ->
                    ledgers
                        .trust()
                        .coReportsSince(day.minusDays(rule.affinityWindow().toDays() - 1)))
            .entrySet()
            .stream()
            .filter(pair -> pair.getValue() >= rule.affinity())
            .map(Map.Entry::getKey)
            .toList());
  }
}
