package org.tocsin.agent;

import java.util.List;
import java.util.stream.IntStream;

/** Addresses of the internet, all different and none of them next to another. */
final class Addresses {
  private Addresses() {}

  static List<String> some(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "45." + (i / 16_384 + 80) + "." + (i / 64 % 256) + "." + (i % 64 * 3 + 1))
        .toList();
  }
}
