package org.tocsin.curation;

import org.tocsin.evidence.EvidenceLedger;

/**
 * All that curation remembers between runs.
 *
 * @param evidence what was seen
 * @param verdicts what was decided
 * @param trust what is known of organisations
 * @param reviews what waits for a person
 * @param exemptions what operators exempted
 */
public record Ledgers(
    EvidenceLedger evidence,
    VerdictLedger verdicts,
    TrustLedger trust,
    Reviews reviews,
    Exemptions exemptions) {}
