package org.tocsin.agent.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A transparency log made the slow way, by the recursive definition of RFC 6962. */
public final class ForgedLog implements Tiles {
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  public ForgedLog add(String entry) {
    byte[] bytes = Forge.bytes("\0" + entry);
    leaves.add(Forge.digest(bytes));
    return this;
  }

  public void rewrite(int index, String entry) {
    leaves.set(index, Forge.digest(Forge.bytes("\0" + entry)));
  }

  public int size() {
    return leaves.size();
  }

  public byte[] root() {
    return root(0, leaves.size());
  }

  public List<String> asked() {
    return asked;
  }

  private byte[] root(int from, int to) {
    if (to - from == 0) {
      return Forge.digest(new byte[0]);
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    int left = Integer.highestOneBit(to - from - 1);
    byte[] node = new byte[65];
    node[0] = 1;
    System.arraycopy(root(from, from + left), 0, node, 1, 32);
    System.arraycopy(root(from + left, to), 0, node, 33, 32);
    return Forge.digest(node);
  }

  @Override
  public byte[] tile(String path, int bytes) throws TileMissing {
    asked.add(path);
    String[] parts = path.split("/", 3);
    int level = Integer.parseInt(parts[1]);
    String[] number = parts[2].split("\\.p/", -1);
    int index = Integer.parseInt(number[0].replaceAll("[x/]", ""));
    int size = leaves.size() >> (8 * level);
    int width = Math.min(256, size - index * 256);
    if (width != (number.length == 1 ? 256 : Integer.parseInt(number[1]))) {
      throw new TileMissing("no tile " + path);
    }
    byte[] tile = new byte[width * 32];
    IntStream.range(0, width)
        .forEach(
            i -> {
              int from = (index * 256 + i) << (8 * level);
              System.arraycopy(root(from, from + (1 << (8 * level))), 0, tile, i * 32, 32);
            });
    return tile;
  }
}
