package org.tocsin.agent.hub;

import java.util.List;

/**
 * What a command did.
 *
 * @param done what changed
 * @param notes what did not, or is worth knowing
 */
public record Change(List<String> done, List<String> notes) {
  /** Copies both. */
  public Change {
    done = List.copyOf(done);
    notes = List.copyOf(notes);
  }
}
