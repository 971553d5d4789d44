package org.tocsin.agent.community;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.address.Prefix;

/** Addresses on their way into a set: few of them are held as objects at a time. Used once. */
final class Gathered {
  private static final int PORTION = 1 << 14;

  private final int most;
  private final List<Prefix> portion = new ArrayList<>();
  private AddressSet set = AddressSet.empty();

  Gathered(int most) {
    this.most = most;
  }

  void add(Prefix value) throws IOException {
    portion.add(value);
    if (portion.size() == PORTION) {
      pack();
    }
  }

  AddressSet set() throws IOException {
    pack();
    return set;
  }

  private void pack() throws IOException {
    set = set.plus(AddressSet.of(portion));
    portion.clear();
    if (set.size() > most) {
      throw new IOException("more than the " + most + " addresses that there is room for");
    }
  }
}
