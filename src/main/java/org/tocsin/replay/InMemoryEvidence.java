package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Enrolled;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** Evidence in memory. */
final class InMemoryEvidence implements EvidenceLedger {

  /** What one organisation saw of one address. */
  private static final class Seen {
    /** By name and digest, in that order. */
    private final Map<String, Sighting> byScenario = new TreeMap<>();

    private Network network = Network.UNKNOWN;
    private Instant lastAt = Instant.MIN;
    private Optional<Witness> witness = Optional.empty();
    private Instant goodUntil = Instant.MIN;

    /** Returns the witness without what was seen last before an instant. */
    private Witness witness(long organisation, Map<Long, Enrolled> enrolled, Instant forgotten) {
      if (witness.isEmpty() || forgotten.isAfter(goodUntil)) {
        byScenario.values().removeIf(sighting -> sighting.lastAt().isBefore(forgotten));
        goodUntil =
            byScenario.values().stream()
                .map(Sighting::lastAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        witness =
            Optional.of(
                new Witness(
                    organisation,
                    Objects.requireNonNull(enrolled.get(organisation)).standing(),
                    network,
                    List.copyOf(byScenario.values())));
      }
      return witness.get();
    }
  }

  /** An agent of an organisation; one that moves to another begins anew there. */
  private record Reporter(long organisation, long agent) {}

  /** Which addresses were counted on one day. */
  private static final class Day {
    private final Map<Reporter, Set<Address>> ofAgent = new HashMap<>();
    private final Map<Long, Set<Address>> ofOrganisation = new HashMap<>();
    private final Map<Long, Long> volumes = new HashMap<>();
  }

  private static final Duration SWEEP = Duration.ofHours(6);

  /** The night after a day may be gone through long after it. */
  private static final int VOLUMES_KEPT = 14;

  private final Map<Long, Enrolled> enrolled;
  private final List<Report> arrived = new ArrayList<>();
  private final TreeMap<Address, TreeMap<Long, Seen>> seen = new TreeMap<>();
  private final TreeMap<LocalDate, Day> days = new TreeMap<>();
  private final TreeSet<Address> unjudged = new TreeSet<>();
  private final Map<Address, Instant> voidUpTo = new HashMap<>();
  private Instant forgotten = Instant.MIN;
  private Instant swept = Instant.MIN;
  private long folded;

  InMemoryEvidence(Map<Long, Enrolled> enrolled) {
    this.enrolled = enrolled;
  }

  void arrive(Report report) {
    arrived.add(report);
  }

  @Override
  public long fold(Limits limits) {
    arrived.forEach(report -> fold(report, limits));
    int count = arrived.size();
    folded += count;
    arrived.clear();
    return count;
  }

  private void fold(Report report, Limits limits) {
    boolean isVoid =
        Optional.ofNullable(voidUpTo.get(report.address()))
            .filter(until -> !report.at().isAfter(until))
            .isPresent();
    if (isVoid
        || isFurther(report, limits.maxSkew())
        || !counts(report, limits)
        || report.at().isBefore(forgotten)) {
      return;
    }
    Seen by =
        seen.computeIfAbsent(report.address(), any -> new TreeMap<>())
            .computeIfAbsent(report.organisation(), any -> new Seen());
    String name = report.scenario() + '\0' + report.digest();
    boolean prompt = report.skew().isPresent() && !isFurther(report, limits.promptSkew());
    // What was passed over because of its age begins anew, whether it was swept away or not.
    by.byScenario.computeIfPresent(
        name, (any, old) -> old.lastAt().isBefore(forgotten) ? null : old);
    by.byScenario.merge(
        name,
        new Sighting(
            report.scenario(),
            report.digest(),
            report.at(),
            report.at(),
            prompt ? Optional.of(report.at()) : Optional.empty()),
        InMemoryEvidence::merged);
    by.witness = Optional.empty();
    if (!report.at().isBefore(by.lastAt)) {
      by.lastAt = report.at();
      by.network = report.network();
    }
    unjudged.add(report.address());
  }

  private static boolean isFurther(Report report, Duration limit) {
    return report.skew().filter(skew -> skew.abs().compareTo(limit) > 0).isPresent();
  }

  private static Sighting merged(Sighting one, Sighting other) {
    return new Sighting(
        one.scenario(),
        one.digest(),
        one.firstAt().isBefore(other.firstAt()) ? one.firstAt() : other.firstAt(),
        one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt(),
        Stream.of(one.promptAt(), other.promptAt())
            .flatMap(Optional::stream)
            .max(Instant::compareTo));
  }

  private boolean counts(Report report, Limits limits) {
    Day day =
        days.computeIfAbsent(report.at().atZone(ZoneOffset.UTC).toLocalDate(), any -> new Day());
    Set<Address> ofAgent =
        day.ofAgent.computeIfAbsent(
            new Reporter(report.organisation(), report.agent()), any -> new HashSet<>());
    if (ofAgent.contains(report.address())) {
      return true;
    }
    Set<Address> all =
        day.ofOrganisation.computeIfAbsent(report.organisation(), any -> new HashSet<>());
    boolean another = !all.contains(report.address());
    if (ofAgent.size() >= limits.agentAddressesPerDay()
        || (another && all.size() >= limits.organisationAddressesPerDay())) {
      return false;
    }
    ofAgent.add(report.address());
    if (all.add(report.address())) {
      day.volumes.merge(report.organisation(), 1L, Long::sum);
    }
    return true;
  }

  @Override
  public Map<Long, Long> volumes(LocalDate day) {
    Day found = days.get(day);
    return found == null ? Map.of() : Collections.unmodifiableMap(found.volumes);
  }

  @Override
  public long foldedPosition() {
    return folded;
  }

  @Override
  public List<Address> takeUnjudged(int limit) {
    List<Address> some = unjudged.stream().limit(limit).toList();
    some.forEach(unjudged::remove);
    return some;
  }

  @Override
  public void unjudgeAll() {
    unjudged.addAll(seen.keySet());
  }

  @Override
  public void unjudge(Prefix range) {
    seen.tailMap(range.network(), true).keySet().stream()
        .takeWhile(range::contains)
        .forEach(unjudged::add);
  }

  @Override
  public void unjudgeSeenBy(Collection<Long> organisations) {
    seen.forEach(
        (address, by) -> {
          if (organisations.stream().anyMatch(by::containsKey)) {
            unjudged.add(address);
          }
        });
  }

  @Override
  public List<Address> seenAfter(Optional<Address> after, int limit) {
    return after.map(address -> seen.tailMap(address, false)).orElse(seen).keySet().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public List<Evidence> evidence(Collection<Address> addresses) {
    return addresses.stream().map(this::evidence).toList();
  }

  private Evidence evidence(Address address) {
    TreeMap<Long, Seen> bys = seen.get(address);
    if (bys == null) {
      return new Evidence(address, List.of());
    }
    List<Witness> witnesses = new ArrayList<>(bys.size());
    bys.forEach(
        (organisation, by) -> {
          Witness witness = by.witness(organisation, enrolled, forgotten);
          if (!witness.sightings().isEmpty()) {
            witnesses.add(witness);
          }
        });
    return new Evidence(address, witnesses);
  }

  @Override
  public void voidUpTo(Address address, Instant instant) {
    voidUpTo.put(address, instant);
    seen.remove(address);
    unjudged.add(address);
  }

  @Override
  public int forget(Instant before) {
    forgotten = before;
    LocalDate day = before.atZone(ZoneOffset.UTC).toLocalDate();
    days.headMap(day.minusDays(VOLUMES_KEPT)).clear();
    if (before.isBefore(swept.plus(SWEEP))) {
      return 0;
    }
    swept = before;
    int count = seen.size();
    seen.values().forEach(by -> by.values().removeIf(one -> one.lastAt.isBefore(before)));
    seen.values().removeIf(Map::isEmpty);
    voidUpTo.values().removeIf(until -> until.isBefore(before));
    return count - seen.size();
  }
}
