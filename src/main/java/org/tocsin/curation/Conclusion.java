package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tocsin.address.Address;

/** Collects what was found out about one address and makes the verdict of it. */
final class Conclusion {

  /** Seconds between two looks at an address that waits. */
  private static final long LOOK = 600;

  private final Address address;
  private final Standing before;
  private final Tally tally;
  private final Optional<Exemption> exemption;
  private final Instant now;
  private List<Verdict.Floor> floors = List.of();
  private List<Trigger> triggers = List.of();
  private Duration timeout = Duration.ZERO;
  private Optional<Instant> evidenceUntil = Optional.empty();
  private List<Long> confirmed = List.of();
  private Optional<Candidates.Candidate> candidate = Optional.empty();
  private Supplier<Instant> keepUntil = () -> Instant.MIN;
  private Optional<Instant> recipientsUntil = Optional.empty();
  private Optional<Instant> goneAt = Optional.empty();
  private boolean keptFromGlobal;
  private boolean voided;
  private Optional<Instant> globalSince = Optional.empty();
  private Optional<Instant> globalSoaked = Optional.empty();
  private Optional<Instant> scopedSince = Optional.empty();
  private Optional<Instant> scopedSoaked = Optional.empty();

  Conclusion(
      Address address, Standing before, Tally tally, Optional<Exemption> exemption, Instant now) {
    this.address = address;
    this.before = before;
    this.tally = tally;
    this.exemption = exemption;
    this.now = now;
  }

  Conclusion floors(List<Verdict.Floor> all) {
    this.floors = all;
    return this;
  }

  void confirmed(List<Long> organisations) {
    this.confirmed = organisations;
  }

  void triggers(List<Trigger> fired, Duration allowed) {
    this.triggers = fired;
    this.timeout = allowed;
  }

  /** Notes that but for its triggers the address would be listed for everybody. */
  void keptFromGlobal() {
    this.keptFromGlobal = true;
  }

  /** Notes how to find the minute in which a listing would end; only a listing asks for it. */
  void keepUntil(Supplier<Instant> minute) {
    this.keepUntil = minute;
  }

  /** Notes when a claim is next gone. */
  void goneAt(Optional<Instant> at) {
    this.goneAt = at;
  }

  void recipientsUntil(Instant at) {
    this.recipientsUntil = Optional.of(at);
  }

  /** Notes that what it was listed for was found to be void. */
  void voided() {
    this.voided = true;
  }

  void candidate(Optional<Candidates.Candidate> found) {
    this.candidate = found;
  }

  boolean met(Standing.Tier tier) {
    return floors.stream().filter(floor -> floor.tier() == tier).allMatch(Verdict.Floor::met);
  }

  /** Notes that a tier's floors hold and returns whether they have for long enough. */
  boolean soaked(Standing.Tier tier, Duration soak) {
    boolean global = tier == Standing.Tier.GLOBAL;
    Instant since = (global ? before.globalSince() : before.scopedSince()).orElse(now);
    if (global) {
      globalSince = Optional.of(since);
      globalSoaked = Optional.of(since.plus(soak));
    } else {
      scopedSince = Optional.of(since);
      scopedSoaked = Optional.of(since.plus(soak));
    }
    return !now.isBefore(since.plus(soak));
  }

  /**
   * Exempt.
   *
   * @param until until when there is evidence that is rejected, empty if there is none
   */
  Verdict rejected(
      String because, List<Verdict.Contradiction> contradictions, Optional<Instant> until) {
    evidenceUntil = until;
    Standing after = after(Optional.empty(), Set.of(), Optional.empty(), true);
    return verdict(
        Verdict.State.REJECTED,
        because,
        Set.of(),
        after,
        Optional.empty(),
        new Verdict.Findings(List.of(), contradictions, Optional.empty()));
  }

  /** Not listed, and the floors say why. */
  Verdict unmet() {
    Stream<Standing.Tier> tiers = Stream.of(Standing.Tier.SCOPED, Standing.Tier.GLOBAL);
    Standing.Tier nearest = tiers.min(Comparator.comparingLong(this::missing)).orElseThrow();
    return none(
        floors.stream()
            .filter(floor -> floor.tier() == nearest && !floor.met())
            .map(floor -> "floor." + floor.name())
            .findFirst()
            .orElse("keep"));
  }

  private long missing(Standing.Tier tier) {
    return floors.stream().filter(floor -> floor.tier() == tier && !floor.met()).count();
  }

  Verdict none(String because) {
    return plain(
        Verdict.State.NONE,
        because,
        Set.of(),
        after(Optional.empty(), Set.of(), Optional.empty(), false));
  }

  Verdict soaking() {
    return plain(
        Verdict.State.SOAKING,
        "soak",
        Set.of(),
        after(Optional.empty(), Set.of(), Optional.empty(), false));
  }

  /** Waits for a person, or is dropped if nobody came in time. */
  Verdict held() {
    Instant since = before.heldSince().orElse(now);
    if (!now.isBefore(since.plus(timeout))) {
      Standing after =
          after(Optional.empty(), Set.of(), Optional.empty(), false)
              .decided(Standing.Outcome.DROP, now);
      triggers = List.of();
      return plain(Verdict.State.NONE, "review.timeout", Set.of(), after);
    }
    return plain(
        Verdict.State.HELD,
        "review." + triggers.get(0).id(),
        Set.of(),
        after(Optional.empty(), Set.of(), Optional.of(since), false));
  }

  Verdict listed(Standing.Tier tier, Set<Long> recipients) {
    boolean global = tier == Standing.Tier.GLOBAL;
    if (global) {
      globalSince = Optional.empty();
      globalSoaked = Optional.empty();
    }
    scopedSince = Optional.empty();
    scopedSoaked = Optional.empty();
    return plain(
        global ? Verdict.State.GLOBAL : Verdict.State.SCOPED,
        "listed",
        recipients,
        after(Optional.of(tier), recipients, Optional.empty(), false));
  }

  private Standing after(
      Optional<Standing.Tier> tier,
      Set<Long> recipients,
      Optional<Instant> heldSince,
      boolean forgiven) {
    return new Standing(
        tier,
        globalSince,
        scopedSince,
        heldSince,
        before.nextPast(tier, recipients, forgiven || voided, now));
  }

  private Verdict plain(Verdict.State state, String because, Set<Long> recipients, Standing after) {
    Optional<Instant> soakUntil = globalSoaked.or(() -> scopedSoaked);
    return verdict(
        state,
        because,
        recipients,
        after,
        soakUntil,
        new Verdict.Findings(confirmed, List.of(), candidate));
  }

  private Verdict verdict(
      Verdict.State state,
      String because,
      Set<Long> recipients,
      Standing after,
      Optional<Instant> soakUntil,
      Verdict.Findings findings) {
    Optional<Instant> expiresAt = after.listed().map(tier -> keepUntil.get());
    return new Verdict(
        address,
        state,
        because,
        tally,
        floors,
        triggers,
        timeout,
        recipients,
        after,
        soakUntil,
        expiresAt,
        judgeAt(state, after, soakUntil, expiresAt),
        exemption,
        findings);
  }

  /** What can change by the passing of time alone, and when it first does. */
  private Optional<Instant> judgeAt(
      Verdict.State state,
      Standing after,
      Optional<Instant> soakUntil,
      Optional<Instant> expiresAt) {
    Standing.Past past = after.past();
    boolean watched =
        state == Verdict.State.HELD
            || state == Verdict.State.SOAKING
            || after.globalSince().isPresent()
            || (state == Verdict.State.SCOPED && keptFromGlobal);
    return Stream.of(
            watched ? Optional.of(nextLook()) : Optional.<Instant>empty(),
            watched ? goneAt : Optional.<Instant>empty(),
            soakUntil,
            scopedSoaked,
            after.heldSince().map(since -> since.plus(timeout)),
            expiresAt,
            recipientsUntil,
            evidenceUntil,
            past.decision().map(Standing::until),
            past.delistedAt().map(at -> at.plus(Standing.DECIDED_FOR)),
            past.knownSince().flatMap(known -> past.leftAt()).map(Standing::continuedUntil),
            past.leftAt().map(at -> at.plus(Standing.REMEMBERED_FOR)),
            past.leftGlobalAt().map(at -> at.plus(Standing.REMEMBERED_FOR)))
        .flatMap(Optional::stream)
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  /** Who waits is looked at now and then, for what reporters do elsewhere may change its case. */
  private Instant nextLook() {
    long seconds = now.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, LOOK) + LOOK);
  }
}
