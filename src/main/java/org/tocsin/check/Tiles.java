package org.tocsin.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tiles of a log of some size. Once its {@link #root} is known to be right, so is every hash
 * that is read from a tile: those at the right edge are part of the root, and of any other the root
 * is compared with its place in the tile above.
 */
final class Tiles {

  /** How many hashes or entries a full tile has, and by how many bits a level is narrower. */
  static final int WIDTH = 256;

  private static final int BITS = 8;
  private static final int HASH = 32;
  private static final String LOG = "/blocklist/log/";

  private final ReleaseFiles files;
  private final long size;
  private final Map<String, List<byte[]>> read = new HashMap<>();

  Tiles(ReleaseFiles files, long size) {
    this.files = files;
    this.size = size;
  }

  /** Returns the root of the whole log. */
  byte[] root() throws Wrong, IOException {
    return rootAt(size);
  }

  /** Returns the root that the log had when it had so many entries, which it must have by now. */
  byte[] rootAt(long entries) throws Wrong, IOException {
    int level = 0;
    while (count(level + 1, entries) > 0) {
      level++;
    }
    List<byte[]> trees = new ArrayList<>();
    for (; level >= 0; level--) {
      long count = count(level, entries);
      int width = (int) (count % WIDTH);
      if (width > 0) {
        addFullTrees(hashes(level, count / WIDTH).subList(0, width), trees);
      }
    }
    if (trees.isEmpty()) {
      return Merkle.root(List.of());
    }
    byte[] root = trees.get(trees.size() - 1);
    for (int i = trees.size() - 2; i >= 0; i--) {
      root = Merkle.node(trees.get(i), root);
    }
    return root;
  }

  private static long count(int level, long entries) {
    return entries >>> (BITS * level);
  }

  /** Adds the roots of the largest full trees that these hashes make, the largest first. */
  private static void addFullTrees(List<byte[]> hashes, List<byte[]> to) {
    int at = 0;
    for (int bit = WIDTH / 2; bit > 0; bit /= 2) {
      if ((hashes.size() & bit) != 0) {
        to.add(Merkle.root(hashes.subList(at, at + bit)));
        at += bit;
      }
    }
  }

  /** Returns the hashes of a tile. */
  List<byte[]> hashes(int level, long index) throws Wrong, IOException {
    String name = "tile/" + level + "/" + path(index);
    List<byte[]> known = read.get(name);
    if (known != null) {
      return known;
    }
    int width = width(level, index);
    byte[] tile = file(name, width, (long) WIDTH * HASH);
    if (tile.length != width * HASH && tile.length != WIDTH * HASH) {
      throw new Wrong(
          "log/" + name + " has " + tile.length + " bytes, " + width * HASH + " were expected");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      hashes.add(Arrays.copyOfRange(tile, i * HASH, (i + 1) * HASH));
    }
    if (width == WIDTH) {
      byte[] above = hashes(level + 1, index / WIDTH).get((int) (index % WIDTH));
      if (!Arrays.equals(above, Merkle.root(hashes))) {
        throw new Wrong("log/" + name + " does not hash to its place in the tile above");
      }
    }
    read.put(name, hashes);
    return hashes;
  }

  /** Returns the log's entries from {@code 256 * index} on, at most so many. */
  List<byte[]> entries(long index, int longest) throws Wrong, IOException {
    String name = "tile/entries/" + path(index);
    int width = width(0, index);
    byte[] bundle = file(name, width, (long) WIDTH * (2 + longest));
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (entries.size() < width) {
      int length = at + 2 > bundle.length ? -1 : (bundle[at] & 255) << 8 | (bundle[at + 1] & 255);
      if (length < 0 || at + 2 + length > bundle.length) {
        throw new Wrong("log/" + name + " ends within entry " + entries.size());
      }
      entries.add(Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (width == WIDTH && at < bundle.length) {
      throw new Wrong("log/" + name + " has more than " + WIDTH + " entries");
    }
    return entries;
  }

  private int width(int level, long index) {
    return (int) Math.min(WIDTH, count(level, size) - index * WIDTH);
  }

  /** A full tile, of which the beginning is taken, stands in for a partial one. */
  private byte[] file(String name, int width, long most) throws Wrong, IOException {
    Optional<byte[]> file = Optional.empty();
    if (width < WIDTH) {
      file = files.get(LOG + name + ".p/" + width, most);
    }
    if (file.isEmpty()) {
      file = files.get(LOG + name, most);
    }
    byte[] bytes = file.orElseThrow(() -> new Wrong("there is no log/" + name));
    if (bytes.length > most) {
      throw new Wrong("log/" + name + " is longer than " + most + " bytes");
    }
    return bytes;
  }

  /** Writes an index as groups of three digits, each but the last behind an x. */
  static String path(long index) {
    String last = String.format(Locale.ROOT, "%03d", index % 1_000);
    return index < 1_000 ? last : before(index / 1_000) + last;
  }

  private static String before(long index) {
    String group = String.format(Locale.ROOT, "x%03d/", index % 1_000);
    return index < 1_000 ? group : before(index / 1_000) + group;
  }
}
