package org.tocsin.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.audit.AuditEntry;
import org.tocsin.operator.AddressExplanation;
import org.tocsin.publication.Allowlist;
import org.tocsin.review.ReviewCase;

/**
 * An address as its page shows it.
 *
 * @param explained what decides about it now
 * @param votes the heaviest votes
 * @param changes how it changed its state, the newest first
 * @param exemptions the exemptions in force that hold it
 * @param cases cases about it, the newest first
 * @param acts what was done about it, the newest first
 * @param reserved what it is reserved for, if it is not public
 * @param range the range of it alone
 * @param decides whether the visitor may act
 */
record AddressView(
    AddressExplanation.View explained,
    List<AddressExplanation.VoteView> votes,
    List<Change> changes,
    List<Allowlist.Entry> exemptions,
    List<ReviewCase> cases,
    List<AuditEntry> acts,
    Optional<String> reserved,
    String range,
    boolean decides) {

  /** A change of state in words. */
  record Change(Instant at, String state, long serial, String because, String score) {}

  /** Returns whether there is anything to take off. */
  boolean canBeWithdrawn() {
    return explained.serial().isPresent()
        || explained.state().equals("scoped")
        || explained.state().equals("held");
  }
}
