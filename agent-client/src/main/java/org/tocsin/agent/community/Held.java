package org.tocsin.agent.community;

import java.util.Optional;
import org.tocsin.agent.verification.Believed;
import org.tocsin.agent.verification.LogMemory;
import org.tocsin.agent.verification.VerifiedList;

/**
 * What is held of the community's list.
 *
 * @param list the list; empty before the first, or when its files were damaged
 * @param believed what was believed last, which outlives damaged files
 * @param log what is remembered of the transparency log
 * @param tag the entity tag of the head
 * @param version of the list, as this agent counts
 */
record Held(
    Optional<VerifiedList> list,
    Optional<Believed> believed,
    Optional<LogMemory> log,
    Optional<String> tag,
    long version) {
  static final Held NOTHING =
      new Held(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);

  /** The same at another count. */
  Held counting(long other) {
    return new Held(list, believed, log, tag, other);
  }
}
