package org.tocsin.release;

import java.util.ArrayList;
import java.util.List;

/**
 * Which deltas there are. The newest releases have one each; releases before them share one, the
 * more the longer they are past. All that were made longer ago than a while lead to one release of
 * late, so that a reader who comes back fetches what changed in all that time once, not day by day.
 *
 * <p>Which release they lead to changes only when a part of all releases has been made since; until
 * then they stay the same. Whom a block is for follows from its ends and from whether it leads
 * beyond them: files of an earlier plan are used again by these alone.
 */
final class DeltaPlan {

  private static final int FACTOR = 4;

  /** So many releases have a delta each, at least. */
  private static final int SINGLE = 12;

  /** So many blocks of another size there are at least before the next size begins. */
  private static final int LEAST = 4;

  /** The release that older deltas lead to is no older than such a part of all. */
  private static final int PARTS = 20;

  /** A block of old releases is no longer than such a part of the time since. */
  private static final int FINE = 8;

  /**
   * A delta for some releases.
   *
   * @param from the oldest that it is for
   * @param until the release after the newest that it is for
   * @param to the release it leads to, not before {@code until}
   */
  record Block(long from, long until, long to) {}

  private DeltaPlan() {}

  /**
   * Returns the blocks that lead to the newest release from each since the oldest, the newest block
   * first. Whoever has a release takes the first block that begins with it or before, and again
   * from where that leads to.
   */
  static List<Block> blocks(long oldest, long newest) {
    long step = FACTOR;
    while (step * FACTOR * PARTS <= newest - oldest) {
      step *= FACTOR;
    }
    long meeting = newest - newest % step;
    long recent = meeting - SINGLE / FACTOR * step;
    if (recent <= oldest) {
      return recent(oldest, newest);
    }
    List<Block> blocks = recent(recent, newest);
    for (long at = recent - FACTOR; last(blocks) > oldest; at -= FACTOR) {
      long length = length(meeting - at);
      if (at % length == 0) {
        blocks.add(new Block(at, at + length, meeting));
      }
    }
    return blocks;
  }

  private static long last(List<Block> blocks) {
    return blocks.get(blocks.size() - 1).from();
  }

  /** Of an age alone, and a power of two, so that an old block has the ends of younger ones. */
  private static long length(long age) {
    return Math.max(FACTOR, Long.highestOneBit(age / FINE));
  }

  private static List<Block> recent(long oldest, long newest) {
    List<Block> blocks = new ArrayList<>();
    long size = 1;
    int ofThisSize = 0;
    long at = newest;
    while (at > oldest) {
      if (ofThisSize >= (size == 1 ? SINGLE : LEAST) && at % (size * FACTOR) == 0) {
        size *= FACTOR;
        ofThisSize = 0;
      }
      while (at - size < oldest) {
        size /= FACTOR;
      }
      blocks.add(new Block(at - size, at, at));
      at -= size;
      ofThisSize++;
    }
    return blocks;
  }
}
