package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Exemptions;

/**
 * The ranges that operators exempted, beside those of the rules. Every method joins the caller's
 * transaction.
 */
public interface Allowlist extends Exemptions {

  /**
   * An exemption with its number and time.
   *
   * @param id its number
   * @param exemption what is exempt and why
   * @param createdAt when it was added
   * @param expiresAt when it ends, empty for never
   */
  record Entry(long id, Exemption exemption, Instant createdAt, Optional<Instant> expiresAt) {}

  /** Adds an exemption. */
  Entry add(Exemption exemption, Instant now, Optional<Instant> expiresAt);

  /**
   * Takes an exemption away and returns its range; empty when there is no such exemption in force.
   */
  Optional<Prefix> remove(long id, Instant now);

  /** Returns the exemptions in force, in order of their number, beginning behind {@code after}. */
  List<Entry> list(long after, int limit, Instant now);

  /** Returns the exemptions in force whose range holds an address, the narrowest first. */
  List<Entry> holding(Address address, int limit, Instant now);
}
