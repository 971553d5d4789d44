package org.tocsin.release;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.publication.ReleaseSets.Change;

/** What happened to addresses in a row of releases. */
final class Changes {

  private final List<Change> all;

  /**
   * Takes them.
   *
   * @param all by address, and of one address from the first to the last
   */
  Changes(List<Change> all) {
    this.all = all;
  }

  /**
   * Returns what makes the set that a block leads to from that of any release it is for: of each
   * address the last that happened to it. What came and went after all of these is left out, for
   * none of them has it.
   */
  List<Change> of(DeltaPlan.Block block) {
    List<Change> told = new ArrayList<>();
    int begin = 0;
    while (begin < all.size()) {
      int end = begin + 1;
      while (end < all.size() && all.get(end).address().equals(all.get(begin).address())) {
        end++;
      }
      add(all.subList(begin, end), block, told);
      begin = end;
    }
    return told;
  }

  private static void add(List<Change> ofOne, DeltaPlan.Block block, List<Change> told) {
    int first = 0;
    while (first < ofOne.size() && ofOne.get(first).serial() <= block.from()) {
      first++;
    }
    int end = first;
    while (end < ofOne.size() && ofOne.get(end).serial() <= block.to()) {
      end++;
    }
    if (first == end) {
      return;
    }
    Change last = ofOne.get(end - 1);
    boolean anotherThanBefore = ofOne.get(first).added() == last.added();
    boolean someHaveSeenIt = ofOne.get(first).serial() < block.until();
    if (anotherThanBefore || someHaveSeenIt) {
      told.add(last);
    }
  }
}
