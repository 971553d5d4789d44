package org.tocsin.operator;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.tocsin.curation.Micro;
import org.tocsin.curation.Reason;
import org.tocsin.curation.Trigger;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.Vote;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.StateHistory;

/** Says why an address is listed or not. Organisations appear as ranks, never by name or number. */
@ApplicationScoped
public class AddressExplanation {

  /** A floor and whether it holds. */
  public record FloorView(
      String tier, String name, BigDecimal value, BigDecimal threshold, boolean met) {}

  /** A vote of somebody, the heaviest first. */
  public record VoteView(
      int rank, String standing, String scenario, BigDecimal weight, String age) {}

  /** A change of its state, the newest first. */
  public record ChangeView(Instant at, String state, long serial, @JsonRawValue String reason) {}

  /** Everything that decides about an address, as of now. */
  public record View(
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
      Optional<String> because,
      List<String> triggers,
      List<ChangeView> history) {}

  private static final int CHANGES_TOLD = 50;

  private final CurationControl curation;
  private final Publisher publisher;
  private final StateHistory history;
  private final InstantSource clock;

  AddressExplanation(
      CurationControl curation, Publisher publisher, StateHistory history, InstantSource clock) {
    this.curation = curation;
    this.publisher = publisher;
    this.history = history;
    this.clock = clock;
  }

  /** Explains one address, as of now. */
  public View of(Address address) {
    return QuarkusTransaction.requiringNew().call(() -> explain(address, clock.instant()));
  }

  private View explain(Address address, Instant now) {
    Verdict verdict = curation.explain(address);
    OptionalLong serial = publisher.listedSince(address);
    return new View(
        address.toString(),
        state(verdict, serial.isPresent()),
        Micro.toDecimal(verdict.tally().score()),
        verdict.floors().stream().map(AddressExplanation::view).toList(),
        votes(verdict.tally().votes(), now),
        verdict.scenario(),
        verdict.tally().votes().stream().map(Vote::firstAt).min(Instant::compareTo),
        verdict.tally().votes().stream().map(Vote::lastAt).max(Instant::compareTo),
        verdict.soakUntil(),
        verdict.expiresAt(),
        serial.isPresent() ? Optional.of(serial.getAsLong()) : Optional.empty(),
        because(verdict),
        verdict.triggers().stream().map(Trigger::id).toList(),
        history.of(address, CHANGES_TOLD).stream()
            .map(c -> new ChangeView(c.at(), c.state(), c.serial(), c.reason()))
            .toList());
  }

  private static FloorView view(Verdict.Floor floor) {
    return new FloorView(
        floor.tier().name().toLowerCase(Locale.ROOT),
        floor.name(),
        floor.value(),
        floor.threshold(),
        floor.met());
  }

  /** What clients are told counts: an address joins and leaves with a release, not before. */
  private static String state(Verdict verdict, boolean listed) {
    if (listed) {
      return "global";
    }
    return switch (verdict.state()) {
      case SCOPED -> "scoped";
      case HELD -> "held";
      case REJECTED -> "rejected";
      case NONE, SOAKING, GLOBAL -> "none";
    };
  }

  private static Optional<String> because(Verdict verdict) {
    return switch (verdict.state()) {
      case REJECTED ->
          Optional.of(
              verdict
                  .exemption()
                  .filter(exemption -> verdict.because().startsWith("allowlist."))
                  .map(exemption -> verdict.because() + ": " + exemption.reason())
                  .orElse(verdict.because()));
      case NONE, SOAKING, HELD -> Optional.of(verdict.because());
      case SCOPED, GLOBAL -> Optional.empty();
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
              Reason.age(Duration.between(vote.lastAt(), now))));
    }
    return views;
  }
}
