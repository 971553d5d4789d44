package org.tocsin.app;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.privatelist.ListKey;

/**
 * Which decoys an organisation is given in a month: addresses of the operator's own dark space,
 * others for each organisation, which nobody can tell from the rest without the secret. Who reports
 * one has copied a list, and which one says whose.
 */
final class Bait {

  /** Each may be drawn so often before the ranges count as used up. */
  private static final int DRAWS = 20;

  private final ListKey key;
  private final List<Prefix> ranges;

  Bait(ListKey key, List<Prefix> ranges) {
    this.key = key;
    this.ranges = List.copyOf(ranges);
  }

  Set<Prefix> of(long organisation, YearMonth month, long count) {
    Set<Prefix> drawn = new TreeSet<>();
    for (long i = 0; drawn.size() < count && i < count * DRAWS; i++) {
      ByteBuffer random =
          ByteBuffer.wrap(key.derive("decoy " + organisation + ' ' + month + ' ' + i));
      Prefix range = ranges.get(Math.floorMod(random.getInt(), ranges.size()));
      drawn.add(Prefix.host(within(range, random.getLong(), random.getLong())));
    }
    return drawn;
  }

  private static Address within(Prefix range, long high, long low) {
    Address network = range.network();
    int free = network.family().bits() - range.length();
    long lowMask = free >= Long.SIZE ? -1 : (1L << free) - 1;
    long highMask =
        free <= Long.SIZE ? 0 : free == 2 * Long.SIZE ? -1 : (1L << (free - Long.SIZE)) - 1;
    return new Address(
        network.family(), network.high() | (high & highMask), network.low() | (low & lowMask));
  }
}
