package org.tocsin.check;

import java.util.List;

/** The hash tree of RFC 6962. */
final class Merkle {

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private Merkle() {}

  static byte[] leaf(byte[] entry) {
    return Bytes.sha256(LEAF, entry);
  }

  static byte[] node(byte[] left, byte[] right) {
    return Bytes.sha256(NODE, left, right);
  }

  /** Returns the root over leaves, or over the roots of equally large full trees. */
  static byte[] root(List<byte[]> hashes) {
    if (hashes.isEmpty()) {
      return Bytes.sha256();
    }
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int left = Integer.highestOneBit(hashes.size() - 1);
    return node(root(hashes.subList(0, left)), root(hashes.subList(left, hashes.size())));
  }
}
