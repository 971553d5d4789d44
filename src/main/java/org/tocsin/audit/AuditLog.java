package org.tocsin.audit;

/**
 * The record. What is added joins the caller's transaction: an act and its entry stand or fall
 * together.
 */
public interface AuditLog {

  /** Adds an entry. */
  void record(String operator, String act, String subject, String detail);
}
