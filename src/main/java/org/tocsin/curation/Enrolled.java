package org.tocsin.curation;

import java.time.Instant;
import org.tocsin.evidence.Witness;

/**
 * An organisation as it was enrolled.
 *
 * @param organisation its number
 * @param standing how far the operator answers for it
 * @param enrolledAt when it joined
 */
public record Enrolled(long organisation, Witness.Standing standing, Instant enrolledAt) {}
