package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.address.Address;
import org.tocsin.curation.Judge;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Rules;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.Vote;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.publication.Allowlist;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.VerdictLedger;

/** Says why an address is listed or not. Organisations appear as ranks, never by name or number. */
@Path("/api/v1/addresses/{address}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class AddressesResource {

  /** A floor and whether it holds. */
  record FloorView(String name, BigDecimal value, BigDecimal threshold, boolean met) {}

  /** A vote of somebody, the heaviest first. */
  record VoteView(int rank, String standing, String scenario, BigDecimal weight, String age) {}

  /** Everything that decides about an address, as of now. */
  record View(
      String address,
      String state,
      BigDecimal score,
      List<FloorView> floors,
      List<VoteView> votes,
      Optional<String> scenario,
      Optional<Instant> firstSeen,
      Optional<Instant> lastSeen,
      Optional<Instant> soakUntil,
      Optional<Instant> expiresAt,
      Optional<Long> serial,
      Optional<String> because) {}

  private final EvidenceLedger evidence;
  private final VerdictLedger verdicts;
  private final Publisher publisher;
  private final Allowlist allowlist;
  private final Rules rules;
  private final InstantSource clock;

  AddressesResource(
      EvidenceLedger evidence,
      VerdictLedger verdicts,
      Publisher publisher,
      Allowlist allowlist,
      Rules rules,
      InstantSource clock) {
    this.evidence = evidence;
    this.verdicts = verdicts;
    this.publisher = publisher;
    this.allowlist = allowlist;
    this.rules = rules;
    this.clock = clock;
  }

  /** Explains one address. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public View explain(@PathParam("address") String text) {
    Address address =
        Address.parse(text)
            .orElseThrow(() -> Problem.badRequest("the path must end in one IPv4 or IPv6 address"));
    return QuarkusTransaction.requiringNew().call(() -> explain(address, clock.instant()));
  }

  private View explain(Address address, Instant now) {
    Evidence seen = evidence.evidence(List.of(address)).get(0);
    Standing standing =
        Optional.ofNullable(verdicts.standings(List.of(address)).get(address)).orElseThrow();
    Judge judge = new Judge(rules, allowlist.inForce(now));
    Verdict verdict = judge.judge(seen, standing, true, now);
    OptionalLong serial = publisher.listedSince(address);
    return new View(
        address.toString(),
        state(verdict, serial.isPresent()),
        Micro.toDecimal(verdict.tally().score()),
        verdict.floors().stream()
            .map(f -> new FloorView(f.name(), f.value(), f.threshold(), f.met()))
            .toList(),
        votes(verdict.tally().votes(), now),
        verdict.scenario(),
        verdict.tally().votes().stream().map(Vote::firstAt).min(Instant::compareTo),
        verdict.tally().votes().stream().map(Vote::lastAt).max(Instant::compareTo),
        verdict.soakUntil(),
        verdict.expiresAt(),
        serial.isPresent() ? Optional.of(serial.getAsLong()) : Optional.empty(),
        because(verdict));
  }

  /** What clients are told counts: an address leaves with a release, not before. */
  private static String state(Verdict verdict, boolean listed) {
    if (listed) {
      return "global";
    }
    return verdict.state() == Verdict.State.REJECTED ? "rejected" : "none";
  }

  private static Optional<String> because(Verdict verdict) {
    if (verdict.exemption().isPresent()) {
      return verdict
          .exemption()
          .map(e -> "allowlist." + e.tier().name().toLowerCase(Locale.ROOT) + ": " + e.reason());
    }
    return switch (verdict.state()) {
      case SOAKING -> Optional.of("soak");
      case NONE ->
          verdict.floors().stream()
              .filter(floor -> !floor.met())
              .map(floor -> "floor." + floor.name())
              .findFirst();
      case GLOBAL, REJECTED -> Optional.empty();
    };
  }

  private static List<VoteView> votes(List<Vote> votes, Instant now) {
    List<VoteView> views = new ArrayList<>();
    for (Vote vote : votes) {
      views.add(
          new VoteView(
              views.size() + 1,
              vote.standing().name().toLowerCase(Locale.ROOT),
              vote.scenario(),
              Micro.toDecimal(vote.weight()),
              age(Duration.between(vote.lastAt(), now))));
    }
    return views;
  }

  /** Ages are told in steps, so that they cannot be matched with anybody's log. */
  private static String age(Duration age) {
    if (age.toHours() < 1) {
      return "<1h";
    }
    return age.toHours() < 24 ? "<24h" : "<" + (age.toDays() + 1) + "d";
  }
}
