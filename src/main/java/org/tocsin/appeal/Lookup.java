package org.tocsin.appeal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.tocsin.address.Address;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;
import org.tocsin.publication.Publisher;
import org.tocsin.review.Curation;

/** Looks up how an address stands with everybody who reads the list. */
@ApplicationScoped
public class Lookup {

  private final VerdictLedger verdicts;
  private final Publisher publisher;
  private final Curation curation;
  private final InstantSource clock;

  Lookup(VerdictLedger verdicts, Publisher publisher, Curation curation, InstantSource clock) {
    this.verdicts = verdicts;
    this.publisher = publisher;
    this.curation = curation;
    this.clock = clock;
  }

  /**
   * How an address stands.
   *
   * @param state as it is served: an address joins and leaves with a release, not before
   * @param kept what the last run left
   */
  public record Found(Verdict.State state, VerdictLedger.Kept kept) {

    /** Returns whether somebody may be told that it attacks, now or after a decision. */
    public boolean concerns() {
      return state == Verdict.State.GLOBAL
          || state == Verdict.State.SCOPED
          || state == Verdict.State.HELD;
    }
  }

  /** Returns how an address stands as far as clients are told. */
  public Found find(Address address) {
    VerdictLedger.Kept kept =
        verdicts.kept(List.of(address)).getOrDefault(address, VerdictLedger.Kept.NOTHING);
    if (publisher.listedSince(address).isPresent()) {
      return new Found(Verdict.State.GLOBAL, kept);
    }
    // What was judged fit for the list and is not on it waits for a release that is held up.
    return new Found(
        kept.state() == Verdict.State.GLOBAL ? Verdict.State.HELD : kept.state(), kept);
  }

  /** Returns what speaks for and against an address now. Costs more than {@link #find}. */
  Verdict verdict(Address address) {
    return verdicts(List.of(address)).get(0);
  }

  /** Returns what speaks for and against each of some addresses now, in their order. */
  public List<Verdict> verdicts(List<Address> addresses) {
    return curation.curator().explain(curation.book(), addresses, clock.instant());
  }
}
