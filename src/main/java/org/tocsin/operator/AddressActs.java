package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.audit.AuditLog;
import org.tocsin.curation.Exemption;
import org.tocsin.publication.Allowlist;

/**
 * What operators do about addresses. Each act and its audit entry are one transaction, except that
 * a withdrawal is recorded before it is done, so that one that fails half-way still has a name.
 */
@ApplicationScoped
public class AddressActs {

  private final CurationActs curation;
  private final Allowlist allowlist;
  private final AuditLog audit;
  private final InstantSource clock;

  AddressActs(CurationActs curation, Allowlist allowlist, AuditLog audit, InstantSource clock) {
    this.curation = curation;
    this.allowlist = allowlist;
    this.audit = audit;
    this.clock = clock;
  }

  /** Exempts a range; takes effect with the next run. */
  public Allowlist.Entry allow(String operator, Exemption exemption, Optional<Instant> expiresAt) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Allowlist.Entry added = allowlist.add(exemption, clock.instant(), expiresAt);
              curation.judgeAgain(exemption.range());
              audit.record(
                  operator, "allowlist.add", exemption.range().toString(), exemption.reason());
              return added;
            });
  }

  /** Ends an exemption; returns its range, empty when there is none of this number in force. */
  public Optional<Prefix> disallow(String operator, long exemption) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Optional<Prefix> range = allowlist.remove(exemption, clock.instant());
              range.ifPresent(
                  ended -> {
                    curation.judgeAgain(ended);
                    audit.record(
                        operator, "allowlist.remove", ended.toString(), "exemption " + exemption);
                  });
              return range;
            });
  }

  /** Returns the exemptions in force, in order of their number, beginning behind {@code after}. */
  public List<Allowlist.Entry> exemptions(long after, int limit) {
    return QuarkusTransaction.requiringNew()
        .call(() -> allowlist.list(after, limit, clock.instant()));
  }

  /** Takes an address off; returns the release without it, which is what clients get by then. */
  public long withdraw(String operator, Address address, String reason) {
    return curation.withdraw(address, operator, reason);
  }
}
