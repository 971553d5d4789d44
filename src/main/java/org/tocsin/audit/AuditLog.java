package org.tocsin.audit;

import java.util.List;

/**
 * The record. Every method joins the caller's transaction, so an act and its entry stand or fall
 * together.
 */
public interface AuditLog {

  /** Adds an entry. */
  void record(String operator, String act, String subject, String detail);

  /** Returns entries in order, beginning behind {@code after}. */
  List<AuditEntry> list(long after, int limit);
}
