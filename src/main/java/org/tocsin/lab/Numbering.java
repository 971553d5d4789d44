package org.tocsin.lab;

import java.util.Arrays;

/** Numbers keys in the order in which they are first seen: 0, 1, 2 and so on. */
final class Numbering {

  private static final int FIRST_SLOTS = 1 << 12;

  private long[] keys = new long[FIRST_SLOTS];
  private int[] numbers = free(FIRST_SLOTS);
  private int size;

  private static int[] free(int slots) {
    int[] numbers = new int[slots];
    Arrays.fill(numbers, -1);
    return numbers;
  }

  /** Returns the key's number, a new one if it has none. */
  int of(long key) {
    int slot = slotOf(key);
    if (numbers[slot] < 0) {
      if (2 * (size + 1) > keys.length) {
        grow();
        slot = slotOf(key);
      }
      keys[slot] = key;
      numbers[slot] = size++;
    }
    return numbers[slot];
  }

  /** Returns the key's number, or -1 if it has none. */
  int find(long key) {
    return numbers[slotOf(key)];
  }

  int size() {
    return size;
  }

  private int slotOf(long key) {
    long mixed = key * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed ^ mixed >>> 32) & keys.length - 1;
    while (numbers[slot] >= 0 && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = free(2 * oldKeys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] >= 0) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }
}
