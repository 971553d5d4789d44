package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tocsin.address.Address;
import org.tocsin.curation.KnownRules;
import org.tocsin.curation.Verdict;
import org.tocsin.evidence.Witness;

/**
 * What is promised of every history, checked against the reports themselves. For histories of less
 * than a week without delisting, so that nothing seen is ever forgotten.
 */
final class Claims {

  private static final Duration WINDOW = Duration.ofDays(3);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Set<String> STRONG =
      Set.of(KnownRules.ATTACK, KnownRules.LIKELY, KnownRules.REFLECTED);
  private static final Set<Verdict.State> LISTED =
      Set.of(Verdict.State.SCOPED, Verdict.State.GLOBAL);
  private static final int MOST_REPORTERS = 15;

  private final RandomHistory history;
  private final List<Report> reports;
  private final Lab lab;
  private final Set<Long> everTrusted = new HashSet<>();
  private final Map<Address, Instant> known = new HashMap<>();
  private final Map<Address, Instant> globalKnown = new HashMap<>();
  private final Map<Address, Set<Long>> told = new HashMap<>();
  private final Map<LocalDate, Map<Set<Long>, Double>> coReports = new TreeMap<>();
  private int checked;
  int global;
  int scoped;
  int neighbours;
  int credits;

  Claims(RandomHistory history, Lab lab) {
    this.history = history;
    this.reports =
        history.reports.stream()
            .filter(
                report -> report.skew().orElseThrow().abs().compareTo(Duration.ofHours(24)) <= 0)
            .toList();
    this.lab = lab;
  }

  /** Checks what the last run changed. */
  void afterRun() {
    history.organisations.keySet().stream().filter(lab::isTrusted).forEach(everTrusted::add);
    nightly();
    for (; checked < lab.changes.size(); checked++) {
      check(lab.changes.get(checked));
    }
  }

  private void check(Change change) {
    Address address = change.verdict().address();
    Verdict.State now = change.verdict().state();
    if (now == Verdict.State.GLOBAL && change.before() != Verdict.State.GLOBAL) {
      global++;
      assertThat(anchors(address, change.at())).as("P1 %s", change).isGreaterThanOrEqualTo(1);
    }
    if (now == Verdict.State.SCOPED) {
      if (change.before() != Verdict.State.SCOPED) {
        scoped++;
        assertTwoNetworks(address, change);
      }
      assertContained(address, change);
    }
    if (LISTED.contains(change.before()) && !LISTED.contains(now)) {
      Instant last = lastTrusted(address, change.at());
      assertThat(change.at()).as("P5 %s", change).isBeforeOrEqualTo(last.plus(WINDOW).plus(MINUTE));
    }
    if (LISTED.contains(now)) {
      known.putIfAbsent(address, change.at());
      told.computeIfAbsent(address, any -> new HashSet<>()).addAll(change.verdict().recipients());
      if (now == Verdict.State.GLOBAL) {
        globalKnown.putIfAbsent(address, change.at());
      }
    }
  }

  private List<Report> of(Address address, Instant now, Predicate<Report> which) {
    return reports.stream()
        .filter(report -> report.address().equals(address) && !report.at().isAfter(now))
        .filter(report -> !report.at().isBefore(now.minus(WINDOW).minus(MINUTE)))
        .filter(which)
        .toList();
  }

  private boolean isAnchor(long organisation) {
    return history.organisations.get(organisation) != Witness.Standing.ORDINARY;
  }

  private double anchors(Address address, Instant now) {
    return of(address, now, one -> isAnchor(one.organisation()) && STRONG.contains(one.scenario()))
        .stream()
        .map(Report::organisation)
        .distinct()
        .mapToDouble(
            number -> history.organisations.get(number) == Witness.Standing.HONEYPOT ? 1 : 0.5)
        .sum();
  }

  private List<Report> trusted(Address address, Instant now) {
    return of(
        address,
        now,
        one -> lab.isTrusted(one.organisation()) && !one.scenario().equals(KnownRules.NOTHING));
  }

  private void assertTwoNetworks(Address address, Change change) {
    Map<Long, Long> networks = new HashMap<>();
    for (Report one : trusted(address, change.at())) {
      networks.put(one.organisation(), -one.organisation());
    }
    // An organisation stands where its last report came from, whatever that report is worth.
    for (Report one : of(address, change.at(), one -> !isAnchor(one.organisation()))) {
      networks.replace(one.organisation(), one.network().asn());
    }
    assertThat(networks).as("P2 %s", change).hasSizeGreaterThanOrEqualTo(2);
    assertThat(Set.copyOf(networks.values())).as("P2 %s", change).hasSizeGreaterThanOrEqualTo(2);
  }

  private Instant lastTrusted(Address address, Instant now) {
    return reports.stream()
        .filter(one -> one.address().equals(address) && !one.at().isAfter(now))
        .filter(one -> everTrusted.contains(one.organisation()))
        .map(Report::at)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private void assertContained(Address address, Change change) {
    Set<Long> reporters = new HashSet<>();
    reports.stream()
        .filter(one -> one.address().equals(address) && !one.at().isAfter(change.at()))
        .forEach(one -> reporters.add(one.organisation()));
    Set<Long> witnesses = new HashSet<>();
    trusted(address, change.at()).forEach(one -> witnesses.add(one.organisation()));
    for (Long recipient : change.verdict().recipients()) {
      if (!reporters.contains(recipient)) {
        neighbours++;
        long near =
            witnesses.stream().filter(witness -> affinity(recipient, witness) >= 1 - 1e-9).count();
        assertThat(near).as("P4 %d of %s", recipient, change).isGreaterThanOrEqualTo(2);
      }
    }
  }

  private double affinity(long one, long other) {
    return coReports.values().stream()
        .mapToDouble(sums -> sums.getOrDefault(Set.of(one, other), 0.0))
        .sum();
  }

  /** Adds up exclusive co-reports of every day that ended. */
  private void nightly() {
    LocalDate day = lab.now().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
    if (coReports.containsKey(day)) {
      return;
    }
    Map<Set<Long>, Double> sums = new HashMap<>();
    for (Address address : history.addresses) {
      Map<Long, Instant> fresh = new TreeMap<>();
      for (Report one : reports) {
        if (one.address().equals(address) && !one.at().isAfter(lab.now())) {
          fresh.putIfAbsent(one.organisation(), one.at());
        }
      }
      fresh.entrySet().removeIf(one -> !isFresh(address, one.getKey(), one.getValue()));
      if (fresh.size() < 2 || fresh.size() > MOST_REPORTERS) {
        continue;
      }
      fresh.forEach(
          (a, first) ->
              fresh.forEach(
                  (b, second) -> {
                    Instant later = first.isAfter(second) ? first : second;
                    if (a < b && later.atZone(ZoneOffset.UTC).toLocalDate().equals(day)) {
                      sums.merge(Set.of(a, b), 1.0 / (fresh.size() - 1), Double::sum);
                    }
                  }));
    }
    coReports.put(day, sums);
  }

  private boolean isFresh(Address address, long organisation, Instant at) {
    boolean beforeAll = at.isBefore(globalKnown.getOrDefault(address, Instant.MAX));
    boolean beforeTold =
        !told.getOrDefault(address, Set.of()).contains(organisation)
            || at.isBefore(known.getOrDefault(address, Instant.MAX));
    return beforeAll && beforeTold;
  }

  /** Checks what the whole history left behind. */
  void atTheEnd() {
    for (Address address : history.addresses) {
      assertThat(LISTED)
          .as("P5 after four days of silence")
          .doesNotContain(lab.kept(address).state());
    }
    Map<Long, Integer> all = new HashMap<>();
    for (int day = 0; day < 14; day++) {
      lab.trust
          .credits(Lab.START.atZone(ZoneOffset.UTC).toLocalDate().plusDays(day))
          .forEach(
              (organisation, count) -> {
                assertThat(count).as("P6 a day").isLessThanOrEqualTo(3);
                all.merge(organisation, count, Integer::sum);
              });
    }
    all.forEach(
        (organisation, count) -> {
          credits += count;
          assertThat(isAnchor(organisation)).isFalse();
          long earned =
              history.addresses.stream().filter(one -> isEarned(organisation, one)).count();
          assertThat((long) count).as("P6 credits of %d", organisation).isLessThanOrEqualTo(earned);
        });
  }

  private boolean isEarned(long organisation, Address address) {
    return reports.stream()
        .filter(one -> one.organisation() == organisation && one.address().equals(address))
        .filter(one -> !one.scenario().equals(KnownRules.NOTHING))
        .filter(one -> one.skew().orElseThrow().abs().compareTo(Duration.ofMinutes(5)) <= 0)
        .filter(one -> !couldRead(organisation, one))
        .anyMatch(
            one ->
                reports.stream()
                    .filter(other -> other.address().equals(address))
                    .filter(other -> isAnchor(other.organisation()))
                    .filter(other -> STRONG.contains(other.scenario()))
                    .anyMatch(
                        other ->
                            Duration.between(one.at(), other.at()).abs().compareTo(WINDOW) <= 0));
  }

  /** Returns whether the reporter could read of the address then or in the week before. */
  private boolean couldRead(long organisation, Report report) {
    return lab.changes.stream()
        .filter(change -> change.verdict().address().equals(report.address()))
        .filter(change -> change.at().isBefore(report.at()))
        .anyMatch(
            change ->
                change.verdict().state() == Verdict.State.GLOBAL
                    || change.verdict().recipients().contains(organisation));
  }
}
