package org.tocsin.publication;

/**
 * What a publishing run did.
 *
 * @param published how many addresses joined the list
 * @param removed how many left it
 * @param serial the newest release, whether this run made it or not
 * @param parkedAdditions how many addresses this run would have added, but were too many at once
 * @param parkedRemovals how many it would have taken off before their time, but were too many
 */
public record Publication(
    int published, int removed, long serial, int parkedAdditions, int parkedRemovals) {

  /** Returns whether this run would have changed too much and waits for a person. */
  public boolean parked() {
    return parkedAdditions + parkedRemovals > 0;
  }
}
