package org.tocsin.format;

import java.io.IOException;
import java.util.List;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/**
 * The fewest prefixes that hold exactly the listed addresses, in order.
 *
 * <p>Addresses that follow each other are a run, and each run is cut, from its start, into the
 * largest aligned blocks that fit. Blocks of different runs have an address between them that is
 * not listed, so no smaller set exists.
 */
final class Aggregation {

  private Aggregation() {}

  /** Takes the prefixes one by one. */
  @FunctionalInterface
  interface Sink {
    void accept(Prefix prefix) throws IOException;
  }

  /** Hands over the prefixes of these entries, which must be in canonical order. */
  static void of(List<Listed> entries, Sink sink) throws IOException {
    int start = 0;
    for (int i = 1; i <= entries.size(); i++) {
      if (i == entries.size() || !follows(entries.get(i - 1).address(), entries.get(i).address())) {
        cut(entries.subList(start, i), sink);
        start = i;
      }
    }
  }

  /** Returns the prefix's text, a single address without its length. */
  static String text(Prefix prefix) {
    Address network = prefix.network();
    return prefix.length() == network.family().bits() ? network.toString() : prefix.toString();
  }

  private static boolean follows(Address before, Address address) {
    return before.family() == address.family()
        && address.low() == before.low() + 1
        && address.high() == (address.low() == 0 ? before.high() + 1 : before.high());
  }

  private static void cut(List<Listed> run, Sink sink) throws IOException {
    int at = 0;
    while (at < run.size()) {
      Address first = run.get(at).address();
      int aligned = Long.numberOfTrailingZeros(first.low());
      int fits = 31 - Integer.numberOfLeadingZeros(run.size() - at);
      int bits = Math.min(aligned, fits);
      sink.accept(new Prefix(first, first.family().bits() - bits));
      at += 1 << bits;
    }
  }
}
