package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.address.Address;
import org.tocsin.address.PrefixMap;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/**
 * The one judging function, for given rules, exemptions and organisations. Pure: it only reads what
 * it was made with.
 */
final class Judge {

  private final RuleBook book;
  private final Policy policy;
  private final PrefixMap<Exemption> added;
  private final Community community;
  private final Floors floors;
  private final Triggers triggers;
  private final Reporters reporters;

  /**
   * Judges by the rules, and by the exemptions that operators added since the rules were written.
   *
   * @param candidates which groups carried addresses lately
   */
  Judge(RuleBook book, List<Exemption> added, Community community, Candidates candidates) {
    this.book = book;
    this.policy = book.rules().policy();
    this.added = RuleBook.byRange(added);
    this.community = community;
    this.floors = new Floors(policy, community);
    this.triggers = new Triggers(policy, book.rules().review(), community, candidates);
    this.reporters = new Reporters(policy, book.rules().scenarios(), community);
  }

  /**
   * Returns the exemption that covers an address. An address that is not public is always exempt.
   */
  public Optional<Exemption> exemption(Address address) {
    return book.exemption(address, added);
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
    Optional<Exemption> exemption = exemption(evidence.address());
    boolean shared = book.isExempt(evidence.address(), added, Exemption.Tier.SHARED);
    Claims claims = Claims.of(evidence, shared, book, community, minute);
    Tally tally = claims.tally(minute);
    Conclusion conclusion =
        new Conclusion(evidence.address(), before, tally, exemption, now)
            .floors(floors.of(tally, factor(before, shared, now)));
    if (book.isDecoy(evidence.address())) {
      return conclusion.rejected(
          "decoy",
          reporters.contradictions(evidence, Verdict.Contradiction.Kind.DECOY),
          evidence.keptUntil());
    }
    if (exemption.filter(is(Exemption.Tier.NEVER)).isPresent()) {
      return conclusion.rejected(
          "allowlist.never",
          reporters.contradictions(evidence, Verdict.Contradiction.Kind.CANARY),
          evidence.keptUntil());
    }
    if (exemption.filter(is(Exemption.Tier.BENIGN)).isPresent()) {
      return conclusion.rejected("allowlist.benign", List.of(), evidence.keptUntil());
    }
    if (!book.isOnReferenceList(evidence.address())) {
      conclusion.confirmed(reporters.confirmed(evidence, before, shared, now));
    }
    if (evidence.witnesses().isEmpty() && before.listed().isPresent()) {
      // Listings end long before their evidence is forgotten, so it was taken away.
      conclusion.voided();
    }
    return tally.votes().isEmpty()
        ? conclusion.none(before.listed().isPresent() ? "faded" : "no-votes")
        : decide(new Case(evidence, before, claims, tally, shared, soaks, minute, now), conclusion);
  }

  private static java.util.function.Predicate<Exemption> is(Exemption.Tier tier) {
    return exemption -> exemption.tier() == tier;
  }

  private int factor(Standing before, boolean shared, Instant now) {
    boolean delisted =
        before
            .past()
            .delistedAt()
            .filter(at -> now.isBefore(at.plus(Standing.DECIDED_FOR)))
            .isPresent();
    return (shared ? policy.shared().floorFactor() : 1) * (delisted ? 2 : 1);
  }

  private record Case(
      Evidence evidence,
      Standing before,
      Claims claims,
      Tally tally,
      boolean shared,
      boolean soaks,
      Instant minute,
      Instant now) {

    Optional<Standing.Outcome> decided() {
      return before
          .past()
          .decision()
          .filter(decision -> now.isBefore(Standing.until(decision)))
          .map(Standing.Decision::outcome);
    }
  }

  private Verdict decide(Case c, Conclusion conclusion) {
    boolean relisted = relisted(c);
    boolean global =
        relisted
            || conclusion.met(Standing.Tier.GLOBAL)
            || floors.superquorum(c.tally(), conclusion.met(Standing.Tier.SCOPED));
    boolean scoped = conclusion.met(Standing.Tier.SCOPED);
    if (!global && !scoped && c.before().listed().isEmpty()) {
      return conclusion.unmet();
    }
    Instant latest = latest(c);
    if (!keeps(c, latest, c.minute())) {
      return conclusion.none(c.before().listed().isPresent() ? "faded" : "keep");
    }
    conclusion.keepUntil(() -> keepUntil(c, latest));
    if (c.decided().filter(Standing.Outcome.DROP::equals).isPresent()) {
      return conclusion.none("review.timeout");
    }
    boolean approved = c.decided().filter(Standing.Outcome.PUBLISH::equals).isPresent();
    conclusion.goneAt(c.claims().nextGone(c.minute()));
    boolean inProtected =
        exemption(c.evidence().address()).filter(is(Exemption.Tier.PROTECTED)).isPresent();
    boolean stays = c.before().listed().isPresent() && (approved || !triggers.holds(inProtected));
    if (c.before().is(Standing.Tier.GLOBAL) && stays) {
      return conclusion.listed(Standing.Tier.GLOBAL, Set.of());
    }
    List<Trigger> fired = approved ? List.of() : triggers(c, inProtected);
    if (!fired.isEmpty()) {
      conclusion.triggers(fired, triggers.timeout(fired));
      if (global) {
        conclusion.keptFromGlobal();
      }
      if (scoped && c.before().listed().isEmpty()) {
        conclusion.candidate(candidate(c));
      }
      return stays
          ? conclusion.listed(Standing.Tier.SCOPED, recipients(c, conclusion))
          : conclusion.held();
    }
    return list(c, conclusion, global || (approved && scoped && unanchored(c)), scoped, relisted);
  }

  /**
   * Returns what a person should look at. Of a shared address, also what would be if it were not
   * shared: weighing doubtful sightings less must not hide who is behind the others.
   */
  private List<Trigger> triggers(Case c, boolean inProtected) {
    Address address = c.evidence().address();
    List<Trigger> fired = triggers.of(address, c.tally(), inProtected, c.now());
    if (c.shared()) {
      Tally plain = Claims.of(c.evidence(), false, book, community, c.minute()).tally(c.minute());
      Set<Trigger> both = EnumSet.noneOf(Trigger.class);
      both.addAll(fired);
      both.addAll(triggers.of(address, plain, inProtected, c.now()));
      fired = List.copyOf(both);
    }
    return fired;
  }

  /** A person who lets a case without an anchor pass stands in for the anchor. */
  private boolean unanchored(Case c) {
    return triggers
        .of(c.evidence().address(), c.tally(), false, c.now())
        .contains(Trigger.NO_ANCHOR);
  }

  private Verdict list(
      Case c, Conclusion conclusion, boolean global, boolean scoped, boolean relisted) {
    boolean waits = c.soaks() && c.decided().isEmpty();
    if (global) {
      Duration soak = relisted ? policy.relist().soak() : policy.global().soak();
      if (conclusion.soaked(Standing.Tier.GLOBAL, waits ? soak : Duration.ZERO)) {
        return conclusion.listed(Standing.Tier.GLOBAL, Set.of());
      }
    }
    if (c.before().is(Standing.Tier.SCOPED)) {
      return conclusion.listed(Standing.Tier.SCOPED, recipients(c, conclusion));
    }
    if (scoped) {
      Duration soak = policy.scoped().floors().soak();
      conclusion.candidate(candidate(c));
      if (conclusion.soaked(Standing.Tier.SCOPED, waits ? soak : Duration.ZERO)) {
        return conclusion.listed(Standing.Tier.SCOPED, recipients(c, conclusion));
      }
    }
    return global || scoped ? conclusion.soaking() : conclusion.unmet();
  }

  private Optional<Candidates.Candidate> candidate(Case c) {
    if (c.before().scopedSince().isPresent()
        || c.before().heldSince().isPresent()
        || c.tally().anchors() >= policy.global().anchors()) {
      return Optional.empty();
    }
    Set<Long> voters = new TreeSet<>();
    c.tally().votes().stream()
        .filter(vote -> !vote.anchored())
        .forEach(vote -> voters.add(vote.organisation()));
    return Optional.of(new Candidates.Candidate(c.evidence().address(), c.now(), voters));
  }

  /** Returns who a scoped listing is for: who reported it, and who sees what its witnesses see. */
  private Set<Long> recipients(Case c, Conclusion conclusion) {
    Set<Long> recipients =
        community.near(c.claims().witnesses(c.minute()), policy.scoped().witnessesNear());
    c.evidence().witnesses().forEach(witness -> recipients.add(witness.organisation()));
    conclusion.recipientsUntil(recipientsUntil(c));
    return recipients;
  }

  /** Returns the first instant at which there may be other witnesses or fewer reporters. */
  private Instant recipientsUntil(Case c) {
    Instant first = Instant.MAX;
    for (Witness witness : c.evidence().witnesses()) {
      Instant last = Instant.MIN;
      for (Sighting sighting : witness.sightings()) {
        last = last.isAfter(sighting.lastAt()) ? last : sighting.lastAt();
      }
      first = first.isBefore(last) ? first : last;
    }
    Instant reporterGone = first.equals(Instant.MAX) ? first : Evidence.goneAt(first);
    return c.claims().nextGone(c.minute()).filter(reporterGone::isAfter).orElse(reporterGone);
  }

  /** An address that was listed for everybody needs only its anchors to see it again. */
  private boolean relisted(Case c) {
    Optional<Instant> left = c.before().past().leftGlobalAt();
    if (left.isEmpty() || c.now().isAfter(left.get().plus(policy.relist().within()))) {
      return false;
    }
    long anchors = 0;
    for (Witness witness : c.evidence().witnesses()) {
      boolean again =
          witness.sightings().stream()
              .anyMatch(
                  sighting ->
                      sighting.lastAt().isAfter(left.get())
                          && weighs(sighting, c.minute())
                          && reporters.anchors(sighting, c.shared()));
      Optional<Member> member = community.member(witness.organisation());
      if (again && member.isPresent()) {
        anchors += policy.anchorWeight().of(member.get().standing());
      }
    }
    return anchors >= policy.relist().anchors() * factor(c.before(), c.shared(), c.now());
  }

  private boolean weighs(Sighting sighting, Instant at) {
    return book.decay().at(DecayTable.micros(at) - DecayTable.micros(sighting.lastAt())) > 0;
  }

  /** Returns when a listing ends at the latest, if nothing new is seen. */
  private Instant latest(Case c) {
    Duration ttl = policy.keep().lastTrusted();
    if (c.shared()) {
      Duration quarter = ttl.dividedBy(4);
      ttl = quarter.compareTo(policy.shared().maxTtl()) < 0 ? quarter : policy.shared().maxTtl();
    }
    return c.tally().lastTrustedSighting().orElseThrow().plus(ttl);
  }

  /**
   * Returns the minute in which a listing with this evidence ends, if nothing new is seen. Votes
   * only ever fade, so the first minute that is too late can be found by halving. Only whole
   * minutes are looked at, so that it is the same whenever it is asked.
   */
  private Instant keepUntil(Case c, Instant latest) {
    long early = 0;
    long late = Math.max(1, ChronoUnit.MINUTES.between(c.minute(), latest) + 1);
    while (early + 1 < late) {
      long middle = (early + late) >>> 1;
      if (keeps(c, latest, c.minute().plus(middle, ChronoUnit.MINUTES))) {
        early = middle;
      } else {
        late = middle;
      }
    }
    return c.minute().plus(late, ChronoUnit.MINUTES);
  }

  private boolean keeps(Case c, Instant latest, Instant at) {
    return !at.isAfter(latest) && c.claims().score(at) >= policy.keep().score();
  }
}
