package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/** Where cases wait for a person. Every method joins the caller's transaction. */
public interface Reviews {

  /** What a case is about. */
  sealed interface Subject {

    /** An address that is held. */
    record OfAddress(Address address) implements Subject {}

    /** A range with many listed addresses. */
    record OfRange(Prefix range) implements Subject {}

    /** An organisation that reported bait. */
    record OfOrganisation(long organisation, Address reported) implements Subject {}

    /** A release that would change too much. */
    record OfRun(String what) implements Subject {}
  }

  /**
   * Opens a case, or brings the one that is open for the subject up to date.
   *
   * @param verdict the evidence, if the case is about an address
   * @param timeout after which it is dropped
   */
  void ask(
      Subject subject,
      List<Trigger> triggers,
      Optional<Verdict> verdict,
      Duration timeout,
      Instant now);

  /** Closes the open case of an address that waits no more. */
  void settle(Address address, String because, Instant now);

  /** Returns how many cases are open. */
  int open();
}
