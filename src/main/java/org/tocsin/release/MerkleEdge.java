package org.tocsin.release;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The right edge of a Merkle tree (RFC 6962) cut into tiles: of each level of tiles the one that is
 * not full. It is all that is needed to go on and to know the root.
 */
final class MerkleEdge {

  /** So many hashes make a tile. */
  static final int WIDTH = 256;

  private static final int HASH = 32;

  /** A tile, in part or full. */
  static final class Tile {

    private final int level;
    private final long index;
    private final byte[] hashes;

    private Tile(int level, long index, byte[] hashes) {
      this.level = level;
      this.index = index;
      this.hashes = hashes;
    }

    /** Returns 0 for hashes of entries, 1 for those of full tiles of level 0, and so on. */
    int level() {
      return level;
    }

    /** Returns its number in its level. */
    long index() {
      return index;
    }

    /** Returns its hashes one after the other. */
    byte[] hashes() {
      return hashes.clone();
    }

    int width() {
      return hashes.length / HASH;
    }

    boolean isFull() {
      return width() == WIDTH;
    }
  }

  private final List<ByteArrayOutputStream> levels = new ArrayList<>();
  private long size;

  MerkleEdge() {}

  /** Goes on from the tiles that are not full at some size, the lowest level first. */
  MerkleEdge(long size, List<byte[]> partials) {
    this.size = size;
    for (byte[] partial : partials) {
      ByteArrayOutputStream level = new ByteArrayOutputStream();
      level.writeBytes(partial);
      levels.add(level);
    }
  }

  long size() {
    return size;
  }

  /** Returns how many hashes the tile of a level that is not full has at some size. */
  static int partialWidth(long size, int level) {
    return (int) ((size >> (8 * level)) % WIDTH);
  }

  /** Returns how many levels of tiles there are at some size. */
  static int levels(long size) {
    int levels = 0;
    while (size >> (8 * levels) > 0) {
      levels++;
    }
    return levels;
  }

  /** Adds an entry and returns the tiles that it filled. */
  List<Tile> add(byte[] entry) {
    List<Tile> full = new ArrayList<>();
    byte[] hash = leaf(entry);
    size++;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ByteArrayOutputStream());
      }
      ByteArrayOutputStream edge = levels.get(level);
      edge.writeBytes(hash);
      if (edge.size() < WIDTH * HASH) {
        return full;
      }
      byte[] hashes = edge.toByteArray();
      full.add(new Tile(level, (size >> (8 * (level + 1))) - 1, hashes));
      hash = root(split(hashes));
      edge.reset();
    }
  }

  /** Returns the tiles that are not full and not empty. */
  List<Tile> partials() {
    List<Tile> partials = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      if (levels.get(level).size() > 0) {
        partials.add(new Tile(level, size >> (8 * (level + 1)), levels.get(level).toByteArray()));
      }
    }
    return partials;
  }

  /** Returns the root of the tree. */
  byte[] root() {
    Optional<byte[]> right = Optional.empty();
    for (ByteArrayOutputStream level : levels) {
      List<byte[]> hashes = split(level.toByteArray());
      right.ifPresent(hashes::add);
      if (!hashes.isEmpty()) {
        right = Optional.of(root(hashes));
      }
    }
    return right.orElseGet(() -> Sha256.of(new byte[0]));
  }

  private static List<byte[]> split(byte[] hashes) {
    List<byte[]> split = new ArrayList<>();
    for (int at = 0; at < hashes.length; at += HASH) {
      split.add(java.util.Arrays.copyOfRange(hashes, at, at + HASH));
    }
    return split;
  }

  /** Returns the root over subtrees, all but the last of which are equally high and full. */
  private static byte[] root(List<byte[]> subtrees) {
    if (subtrees.size() == 1) {
      return subtrees.get(0);
    }
    int left = Integer.highestOneBit(subtrees.size() - 1);
    return node(root(subtrees.subList(0, left)), root(subtrees.subList(left, subtrees.size())));
  }

  private static byte[] leaf(byte[] entry) {
    byte[] text = new byte[entry.length + 1];
    System.arraycopy(entry, 0, text, 1, entry.length);
    return Sha256.of(text);
  }

  private static byte[] node(byte[] left, byte[] right) {
    byte[] text = new byte[1 + 2 * HASH];
    text[0] = 1;
    System.arraycopy(left, 0, text, 1, HASH);
    System.arraycopy(right, 0, text, 1 + HASH, HASH);
    return Sha256.of(text);
  }
}
