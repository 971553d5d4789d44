package org.tocsin.agent.address;

import java.util.Random;
import org.tocsin.agent.address.Address.Family;

/** What a set of a million addresses costs; run it by hand. */
final class AddressSetBench {
  private static final int SIZE = 1_000_000;
  private static final int CHANGES = 5_000;

  private AddressSetBench() {}

  public static void main(String[] arguments) {
    Random random = new Random(1);
    long before = used();
    AddressSet set = drawn(random, SIZE);
    System.out.printf("held: %.1f MB%n", (used() - before) / 1e6);
    for (int round = 0; round < 12; round++) {
      AddressSet joined = drawn(random, CHANGES);
      AddressSet left = joined;
      long start = System.nanoTime();
      AddressSet next = set.minus(left).plus(joined);
      long merged = System.nanoTime();
      String hash = next.sha256();
      long hashed = System.nanoTime();
      System.out.printf(
          "delta: %.1f ms, hash: %.1f ms %s%n",
          (merged - start) / 1e6, (hashed - merged) / 1e6, hash.substring(0, 8));
    }
    int found = 0;
    for (int round = 0; round < 5; round++) {
      Address[] asked = new Address[SIZE];
      for (int i = 0; i < SIZE; i++) {
        asked[i] = new Address(Family.IPV4, 0, random.nextInt() & 0xffffffffL);
      }
      long start = System.nanoTime();
      for (Address one : asked) {
        found += set.contains(one) ? 1 : 0;
      }
      System.out.printf("look-up: %d ns%n", (System.nanoTime() - start) / SIZE);
    }
    System.out.println(found + " found");
  }

  private static AddressSet drawn(Random random, int count) {
    Builder builder = new Builder();
    random
        .ints(count)
        .mapToLong(one -> one & 0xffffffffL)
        .sorted()
        .distinct()
        .forEach(builder::addSingle);
    return builder.build();
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
