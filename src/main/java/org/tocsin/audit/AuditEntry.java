package org.tocsin.audit;

import java.time.Instant;

/**
 * One act of an operator.
 *
 * @param id its place in the record
 * @param at when
 * @param operator who
 * @param act what, such as {@code organisation.create}
 * @param subject to what
 * @param detail why, or with which terms
 */
public record AuditEntry(
    long id, Instant at, String operator, String act, String subject, String detail) {}
