package org.tocsin.account.passkey;

import java.time.Instant;
import java.util.Optional;

/**
 * A passkey as it is listed.
 *
 * @param id its number
 * @param name what its owner calls it
 * @param createdAt since when
 * @param usedAt when it was last used
 */
public record Passkey(long id, String name, Instant createdAt, Optional<Instant> usedAt) {}
