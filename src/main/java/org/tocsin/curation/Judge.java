package org.tocsin.curation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.address.PrefixMap;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** The one judging function, for given rules and exemptions. Immutable, thread-safe and pure. */
public final class Judge {

  private static final Comparator<Vote> HEAVIEST_FIRST =
      Comparator.comparingLong(Vote::weight)
          .thenComparing(Vote::lastAt)
          .reversed()
          .thenComparing(Vote::scenario)
          .thenComparing(Vote::organisation);

  private final Policy policy;
  private final ScenarioWeights scenarios;
  private final DecayTable decay;
  private final PrefixMap<Exemption> exemptions;

  /**
   * Judges by the rules, and by the exemptions that operators added since the rules were written.
   */
  public Judge(Rules rules, List<Exemption> added) {
    this.policy = rules.policy();
    this.scenarios = rules.scenarios();
    this.decay = new DecayTable(policy.decay());
    Map<Prefix, Exemption> ranges = new HashMap<>();
    rules.exemptions().forEach(exemption -> ranges.put(exemption.range(), exemption));
    added.forEach(exemption -> ranges.put(exemption.range(), exemption));
    this.exemptions = new PrefixMap<>(ranges);
  }

  /**
   * Returns the exemption that covers an address. An address that is not public is always exempt.
   */
  public Optional<Exemption> exemption(Address address) {
    return exemptions
        .mostSpecific(address)
        .or(
            () ->
                address.isPublic()
                    ? Optional.empty()
                    : Optional.of(
                        new Exemption(
                            Prefix.host(address),
                            Exemption.Tier.NEVER,
                            "special-purpose address")));
  }

  /**
   * Judges one address.
   *
   * @param evidence all that was seen of it
   * @param before where it stood after it was last judged
   * @param soaks whether an address that meets the floors has to wait before it is listed
   * @param now the instant of the judgement
   */
  public Verdict judge(Evidence evidence, Standing before, boolean soaks, Instant now) {
    // Ages are those at the minute's beginning, so that one answer holds for the whole minute.
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Tally tally = tally(evidence, minute);
    List<Verdict.Floor> floors = floors(tally);
    Draft draft = new Draft(evidence.address(), tally, floors);
    Optional<Exemption> exempt = exemption(evidence.address());
    if (exempt.isPresent()) {
      return draft.rejected(exempt.get());
    }
    boolean listed = before instanceof Standing.Listed;
    if (!listed && !floors.stream().allMatch(Verdict.Floor::met)) {
      return draft.none();
    }
    Instant keepUntil = keepUntil(evidence, tally, minute);
    if (!keepUntil.isAfter(now)) {
      return draft.none();
    }
    if (listed) {
      return draft.global(keepUntil);
    }
    Instant since = before instanceof Standing.Soaking soaking ? soaking.since() : now;
    Instant soakUntil = since.plus(policy.global().soak());
    return soaks && now.isBefore(soakUntil)
        ? draft.soaking(since, soakUntil)
        : draft.global(keepUntil);
  }

  private record Draft(Address address, Tally tally, List<Verdict.Floor> floors) {

    Verdict none() {
      return verdict(
          Verdict.State.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    Verdict rejected(Exemption exemption) {
      return verdict(
          Verdict.State.REJECTED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(exemption));
    }

    Verdict soaking(Instant since, Instant until) {
      return verdict(
          Verdict.State.SOAKING,
          Optional.of(since),
          Optional.of(until),
          Optional.empty(),
          Optional.empty());
    }

    Verdict global(Instant expiresAt) {
      return verdict(
          Verdict.State.GLOBAL,
          Optional.empty(),
          Optional.empty(),
          Optional.of(expiresAt),
          Optional.empty());
    }

    private Verdict verdict(
        Verdict.State state,
        Optional<Instant> since,
        Optional<Instant> soakUntil,
        Optional<Instant> expiresAt,
        Optional<Exemption> exemption) {
      return new Verdict(address, state, tally, floors, since, soakUntil, expiresAt, exemption);
    }
  }

  private Tally tally(Evidence evidence, Instant at) {
    List<Vote> votes = new ArrayList<>();
    for (Witness witness : evidence.witnesses()) {
      vote(witness, at).ifPresent(votes::add);
    }
    votes.sort(HEAVIEST_FIRST);
    return Tally.of(votes);
  }

  /** One organisation, one vote: the best of what it saw counts, never the sum. */
  private Optional<Vote> vote(Witness witness, Instant at) {
    if (witness.standing() == Witness.Standing.ORDINARY) {
      return Optional.empty();
    }
    long strength = 0;
    boolean anchors = false;
    List<Vote> candidates = new ArrayList<>();
    for (Sighting sighting : witness.sightings()) {
      ScenarioWeights.Weight proves = scenarios.of(sighting.scenario());
      long weight =
          Micro.times(
              proves.vote(witness.standing() == Witness.Standing.HONEYPOT),
              decay.at(Duration.between(sighting.lastAt(), at)));
      if (weight > 0) {
        strength = Math.max(strength, proves.strength());
        anchors |= proves.anchors();
        candidates.add(
            new Vote(
                witness.organisation(),
                witness.standing(),
                sighting.scenario(),
                weight,
                0,
                0,
                sighting.firstAt(),
                sighting.lastAt()));
      }
    }
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        merge(candidates, strength, anchors ? policy.anchorWeight().of(witness.standing()) : 0));
  }

  private static Vote merge(List<Vote> candidates, long strength, long anchor) {
    Vote heaviest = candidates.stream().min(HEAVIEST_FIRST).orElseThrow();
    return new Vote(
        heaviest.organisation(),
        heaviest.standing(),
        heaviest.scenario(),
        heaviest.weight(),
        strength,
        anchor,
        candidates.stream().map(Vote::firstAt).min(Instant::compareTo).orElseThrow(),
        candidates.stream().map(Vote::lastAt).max(Instant::compareTo).orElseThrow());
  }

  private List<Verdict.Floor> floors(Tally tally) {
    Policy.Floors needed = policy.global();
    return List.of(
        floor("anchors", tally.anchors(), needed.anchors()),
        floor("score", tally.score(), needed.score()),
        new Verdict.Floor(
            "orgs",
            BigDecimal.valueOf(tally.organisations()),
            BigDecimal.valueOf(needed.organisations())),
        new Verdict.Floor(
            "asns", BigDecimal.valueOf(tally.networks()), BigDecimal.valueOf(needed.networks())),
        floor("strong", tally.strong(), needed.strong()));
  }

  private static Verdict.Floor floor(String name, long value, long threshold) {
    return new Verdict.Floor(name, Micro.toDecimal(value), Micro.toDecimal(threshold));
  }

  /**
   * Returns the minute in which a listing with this evidence ends, if nothing new is seen. Votes
   * only ever fade, so the first minute that is too late can be found by halving. Only whole
   * minutes are looked at, so that it is the same whenever it is asked.
   */
  private Instant keepUntil(Evidence evidence, Tally tally, Instant minute) {
    Optional<Instant> lastTrusted = tally.lastTrustedSighting();
    if (lastTrusted.isEmpty()) {
      return Instant.MIN;
    }
    Instant latest = lastTrusted.get().plus(policy.keep().lastTrusted());
    if (!keeps(evidence, latest, minute)) {
      return Instant.MIN;
    }
    long early = 0;
    long late = Math.max(1, ChronoUnit.MINUTES.between(minute, latest) + 1);
    while (early + 1 < late) {
      long middle = (early + late) >>> 1;
      if (keeps(evidence, latest, minute.plus(middle, ChronoUnit.MINUTES))) {
        early = middle;
      } else {
        late = middle;
      }
    }
    return minute.plus(late, ChronoUnit.MINUTES);
  }

  private boolean keeps(Evidence evidence, Instant latest, Instant at) {
    return !at.isAfter(latest) && tally(evidence, at).score() >= policy.keep().score();
  }
}
