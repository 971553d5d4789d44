package org.tocsin.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.audit.AuditTrail;
import org.tocsin.curation.Exemption;
import org.tocsin.operator.AddressExplanation;
import org.tocsin.publication.Allowlist;
import org.tocsin.review.CaseBoard;

/** Puts together what there is to show of an address. */
@ApplicationScoped
class AddressViews {

  private static final int MOST_VOTES = 100;
  private static final int MOST_CASES = 20;
  private static final int MOST_ACTS = 50;
  private static final int MOST_EXEMPTIONS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AddressExplanation explanation;
  private final Allowlist allowlist;
  private final CaseBoard board;
  private final AuditTrail trail;
  private final InstantSource clock;

  AddressViews(
      AddressExplanation explanation,
      Allowlist allowlist,
      CaseBoard board,
      AuditTrail trail,
      InstantSource clock) {
    this.explanation = explanation;
    this.allowlist = allowlist;
    this.board = board;
    this.trail = trail;
    this.clock = clock;
  }

  AddressView of(Address address, boolean decides) {
    AddressExplanation.View explained = explanation.of(address);
    String range = Prefix.host(address).toString();
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                new AddressView(
                    explained,
                    explained.votes().stream().limit(MOST_VOTES).toList(),
                    explained.history().stream().map(AddressViews::change).toList(),
                    exemptions(address),
                    board.about(address.toString(), MOST_CASES),
                    trail.about(
                        List.of(
                            address.toString(), range, "address " + address, "appeal " + address),
                        MOST_ACTS),
                    address.reservedFor(),
                    range,
                    decides));
  }

  private List<Allowlist.Entry> exemptions(Address address) {
    return allowlist.holding(address, MOST_EXEMPTIONS, clock.instant());
  }

  /** Returns whether a range is exempt as the same already. */
  boolean exempt(Address address, Exemption wanted) {
    return QuarkusTransaction.requiringNew().call(() -> exemptions(address)).stream()
        .map(Allowlist.Entry::exemption)
        .anyMatch(one -> one.range().equals(wanted.range()) && one.tier() == wanted.tier());
  }

  /** Returns the number of an exemption that holds an address, if that is what a text says. */
  Optional<Long> exemptionOf(Address address, String id) {
    return QuarkusTransaction.requiringNew().call(() -> exemptions(address)).stream()
        .map(Allowlist.Entry::id)
        .filter(known -> String.valueOf(known).equals(id))
        .findFirst();
  }

  private static AddressView.Change change(AddressExplanation.ChangeView change) {
    try {
      JsonNode reason = JSON.readTree(change.reason());
      return new AddressView.Change(
          change.at(),
          change.state(),
          change.serial(),
          reason.path("because").asText(""),
          reason.path("S").asText(""));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds a malformed reason", e);
    }
  }
}
