package org.tocsin.check;

import java.util.ArrayList;
import java.util.List;

/** Reads the canonical text of a set: an address a line, in order, each once. */
final class SetReader {

  private SetReader() {}

  /** Returns the addresses in order. */
  static List<Ip> read(byte[] text, String file) throws Wrong {
    List<Ip> set = new ArrayList<>();
    Lines.each(text, file, (line, where) -> append(line, where, set));
    return set;
  }

  /** Puts a line's address behind the others, where alone it may stand. */
  static void append(String text, String where, List<Ip> to) throws Wrong {
    Ip address =
        Ip.canonical(text)
            .orElseThrow(
                () ->
                    new Wrong(where + ": " + Quoted.of(text) + " is no address in canonical text"));
    if (!to.isEmpty()) {
      int order = to.get(to.size() - 1).compareTo(address);
      if (order >= 0) {
        throw new Wrong(
            where
                + ": "
                + address
                + (order == 0 ? " stands there twice" : " stands behind " + to.get(to.size() - 1)));
      }
    }
    to.add(address);
  }
}
