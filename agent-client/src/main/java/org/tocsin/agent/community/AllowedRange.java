package org.tocsin.agent.community;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.agent.address.Prefix;

/** A range that the organisation never wants acted against, why, and until when if not for good. */
public record AllowedRange(Prefix range, String reason, Optional<Instant> until) {}
