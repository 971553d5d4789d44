package org.tocsin.release;

import java.util.ArrayList;
import java.util.List;

/**
 * Which deltas there are. The newest releases have one each; before them, ever larger blocks of
 * releases share one. A block begins and ends at multiples of its size, so its delta is made once
 * and then stays the same; there are a few dozen however many releases a week has.
 */
final class DeltaPlan {

  private static final int FACTOR = 4;

  /** So many blocks of one size there are at least before the next size begins. */
  private static final int LEAST = 4;

  /**
   * The releases after one up to another.
   *
   * @param from the release before the block
   * @param to its last
   */
  record Block(long from, long to) {}

  private DeltaPlan() {}

  /**
   * Returns the blocks that lead from the oldest release to the newest, the newest block first and
   * each beginning where the next one ends.
   */
  static List<Block> blocks(long oldest, long newest) {
    List<Block> blocks = new ArrayList<>();
    long size = 1;
    int ofThisSize = 0;
    long at = newest;
    while (at > oldest) {
      if (ofThisSize >= LEAST && at % (size * FACTOR) == 0) {
        size *= FACTOR;
        ofThisSize = 0;
      }
      while (at - size < oldest) {
        size /= FACTOR;
      }
      blocks.add(new Block(at - size, at));
      at -= size;
      ofThisSize++;
    }
    return blocks;
  }
}
