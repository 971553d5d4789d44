package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * The changes that wait for a person because there were too many at once. Every method joins the
 * caller's transaction.
 */
public interface ParkedChanges {

  /** Counting stops here. */
  int COUNTED = 100_000;

  /**
   * What waits.
   *
   * @param since since when
   * @param newest when the last of it was parked. What waits changes without this only by getting
   *     less, so it says which changes somebody saw.
   * @param additions how many addresses wait to join, at most one more than {@link #COUNTED}
   * @param removals how many wait to leave, likewise
   */
  record Parked(Instant since, Instant newest, int additions, int removals) {}

  /** Returns what waits, empty if nothing does. */
  Optional<Parked> waiting();

  /** Returns what waits to join or to leave, in published order behind an address if given. */
  List<ReleaseStory.Difference> differences(boolean joining, Optional<Address> after, int limit);
}
