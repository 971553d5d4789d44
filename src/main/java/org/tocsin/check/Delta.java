package org.tocsin.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a delta says: of every address that changed, what became of it last.
 *
 * @param from the release that it leads from
 * @param to the release that it leads to
 * @param removed what left, in order
 * @param added what joined, in order; nothing of it left
 */
record Delta(long from, long to, List<Ip> removed, List<Ip> added) {

  /** Reads a delta's text: removals, then additions, each in the order of a set. */
  static Delta read(byte[] text, Head.DeltaFile file) throws Wrong {
    String name = file.name();
    List<Ip> removed = new ArrayList<>();
    List<Ip> added = new ArrayList<>();
    Lines.each(
        text,
        name,
        (line, where) -> {
          boolean adds = line.startsWith("+");
          if (!adds && !line.startsWith("-")) {
            throw new Wrong(where + ": " + Quoted.of(line) + " begins with neither - nor +");
          }
          if (!adds && !added.isEmpty()) {
            throw new Wrong(where + ": " + Quoted.of(line) + " is removed behind additions");
          }
          SetReader.append(line.substring(1), where, adds ? added : removed);
        });
    Set<Ip> left = new HashSet<>(removed);
    for (Ip address : added) {
      if (left.contains(address)) {
        throw new Wrong(name + ": " + address + " is both removed and added");
      }
    }
    return new Delta(file.from(), file.to(), removed, added);
  }
}
