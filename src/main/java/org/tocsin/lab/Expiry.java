package org.tocsin.lab;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;

/** Reminds of addresses when their time is up. */
final class Expiry {

  private record Due(long at, int address) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingInt(Due::address));

  void remind(int address, long at) {
    queue.add(new Due(at, address));
  }

  /** Names every address whose time has come; what is reminded of meanwhile waits if later. */
  void due(long now, IntConsumer address) {
    for (Due first = queue.peek(); first != null && first.at() <= now; first = queue.peek()) {
      queue.remove();
      address.accept(first.address());
    }
  }
}
