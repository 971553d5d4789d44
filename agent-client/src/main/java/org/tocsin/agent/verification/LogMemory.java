package org.tocsin.agent.verification;

import java.util.List;

/**
 * What is kept of a transparency log to notice when it is told differently.
 *
 * @param origin what the log is called
 * @param size how many entries the last checkpoint had
 * @param root the hash over them, in hex
 * @param base how many entries lie before the window that is always read again
 * @param edge the hashes, in hex, of the full trees that these entries make, the largest first
 */
public record LogMemory(String origin, long size, String root, long base, List<String> edge) {
  public LogMemory {
    edge = List.copyOf(edge);
    if (size < 0 || base < 0 || base > size || Long.bitCount(base) != edge.size()) {
      throw new IllegalArgumentException("no memory of a log");
    }
  }
}
