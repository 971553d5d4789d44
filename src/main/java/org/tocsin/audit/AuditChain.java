package org.tocsin.audit;

import java.util.Optional;

/** Whether the record is what was recorded. */
public interface AuditChain {

  /**
   * What was found.
   *
   * @param entries how many entries there are, up to the first that does not fit
   * @param head the hash that the last entry should have, in hex
   * @param firstBroken the first entry that does not fit those before it
   * @param complete whether the last entry is the one that was recorded last
   */
  record Finding(long entries, String head, Optional<Long> firstBroken, boolean complete) {
    /** Returns whether nobody changed, removed, added or moved an entry. */
    public boolean intact() {
      return firstBroken.isEmpty() && complete;
    }
  }

  /** Walks the whole record, as it is at one moment, in a transaction of its own. */
  Finding check();
}
