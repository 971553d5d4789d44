package org.tocsin.format;

import java.time.Instant;

/**
 * One version of what STIX says of a listing.
 *
 * @param listing the listing
 * @param modified when this version was made
 * @param revoked whether the listing ended
 */
public record StixIndicator(Listed listing, Instant modified, boolean revoked) {}
