package org.tocsin.agent.verification;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The right edge of a Merkle tree (RFC 6962): the hashes of the full trees that its entries make,
 * the largest first. It can only grow, and each state of it has one root.
 */
final class TreeEdge {
  private final List<byte[]> hashes = new ArrayList<>();
  private long size;

  static TreeEdge of(long size, List<String> hex) {
    TreeEdge edge = new TreeEdge();
    edge.size = size;
    hex.forEach(one -> edge.hashes.add(HexFormat.of().parseHex(one)));
    return edge;
  }

  static byte[] leaf(byte[] entry) {
    return Sha256.of(new byte[] {0}, entry);
  }

  long size() {
    return size;
  }

  List<String> hex() {
    return hashes.stream().map(HexFormat.of()::formatHex).toList();
  }

  /** Adds a full tree of 2^level entries; the size so far must be a multiple of that. */
  void add(int level, byte[] hash) {
    byte[] added = hash;
    for (long rest = size >>> level; (rest & 1) == 1; rest >>>= 1) {
      added = node(hashes.remove(hashes.size() - 1), added);
    }
    hashes.add(added);
    size += 1L << level;
  }

  byte[] root() {
    if (hashes.isEmpty()) {
      return Sha256.of();
    }
    byte[] root = hashes.get(hashes.size() - 1);
    for (int i = hashes.size() - 2; i >= 0; i--) {
      root = node(hashes.get(i), root);
    }
    return root;
  }

  private static byte[] node(byte[] left, byte[] right) {
    return Sha256.of(new byte[] {1}, left, right);
  }
}
