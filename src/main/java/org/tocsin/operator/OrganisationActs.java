package org.tocsin.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.tocsin.audit.AuditLog;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;

/**
 * What operators do about organisations and their enrolment keys, each act in one transaction with
 * its entry in the audit record.
 */
@ApplicationScoped
@Transactional
public class OrganisationActs {

  private final Organisations organisations;
  private final AuditLog audit;

  OrganisationActs(Organisations organisations, AuditLog audit) {
    this.organisations = organisations;
    this.audit = audit;
  }

  /** Creates an organisation; empty when the name is taken. */
  public Optional<Organisation> create(
      String operator, String name, boolean vouched, boolean honeypot) {
    Optional<Organisation> created = organisations.create(name, vouched, honeypot);
    created.ifPresent(
        organisation ->
            record(
                operator,
                "organisation.create",
                organisation.id(),
                "vouched=" + vouched + " honeypot=" + honeypot));
    return created;
  }

  /**
   * Makes an enrolment key for an organisation that exists. Nobody is told its text a second time.
   */
  public Organisations.NewKey createKey(
      String operator, long organisation, Organisations.KeyTerms terms) {
    Organisations.NewKey key = organisations.createKey(organisation, terms);
    record(operator, "enrolment-key.create", organisation, "key " + key.id());
    return key;
  }

  /** Revokes a key, whose agents stay; false when the organisation has no such key in force. */
  public boolean revokeKey(String operator, long organisation, long key) {
    boolean revoked = organisations.revokeKey(organisation, key);
    if (revoked) {
      record(operator, "enrolment-key.revoke", organisation, "key " + key);
    }
    return revoked;
  }

  /** Shuts all agents of an organisation out or lets them in again; false when there is none. */
  public boolean setBlocked(String operator, long organisation, boolean blocked, String reason) {
    boolean found = organisations.setBlocked(organisation, blocked);
    if (found) {
      record(
          operator, blocked ? "organisation.block" : "organisation.unblock", organisation, reason);
    }
    return found;
  }

  private void record(String operator, String act, long organisation, String detail) {
    audit.record(operator, act, "organisation " + organisation, detail);
  }
}
