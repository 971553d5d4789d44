package org.tocsin.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.tocsin.audit.AuditLog;
import org.tocsin.enrolment.Organisations;

/** What operators do about agents, each act in one transaction with its entry in the record. */
@ApplicationScoped
@Transactional
public class AgentActs {

  private final Organisations organisations;
  private final AuditLog audit;

  AgentActs(Organisations organisations, AuditLog audit) {
    this.organisations = organisations;
    this.audit = audit;
  }

  /** Shuts an agent out or lets it in again; false when there is no such agent. */
  public boolean setBlocked(String operator, String login, boolean blocked, String reason) {
    boolean found = organisations.setBlocked(login, blocked);
    if (found) {
      audit.record(operator, blocked ? "agent.block" : "agent.unblock", "agent " + login, reason);
    }
    return found;
  }
}
