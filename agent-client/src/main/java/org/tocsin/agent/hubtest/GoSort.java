package org.tocsin.agent.hubtest;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Go's sort, step by step: a pattern-defeating quicksort that is not stable. The order in which it
 * leaves equal elements is what the assertions of long results were written against.
 *
 * @param <T> what is sorted
 */
final class GoSort<T> {
  private static final int INSERTION = 12;
  private static final int NINTHER = 50;
  private static final int MOST_SWAPS = 12;
  private static final int SHIFTING = 50;

  private final List<T> list;
  private final Comparator<T> order;
  private int swaps;

  private GoSort(List<T> list, Comparator<T> order) {
    this.list = list;
    this.order = order;
  }

  static <T> void sort(List<T> list, Comparator<T> order) {
    int limit = Integer.SIZE - Integer.numberOfLeadingZeros(list.size());
    new GoSort<>(list, order).quick(0, list.size(), limit);
  }

  private boolean less(int i, int j) {
    return order.compare(list.get(i), list.get(j)) < 0;
  }

  private void swap(int i, int j) {
    Collections.swap(list, i, j);
  }

  private void quick(int from, int to, int badChoices) {
    int a = from;
    int b = to;
    int limit = badChoices;
    boolean balanced = true;
    boolean partitioned = true;
    while (b - a > INSERTION) {
      if (limit == 0) {
        heap(a, b);
        return;
      }
      if (!balanced) {
        breakPatterns(a, b);
        limit--;
      }
      int pivot = pivot(a, b);
      boolean increasing = swaps == 0;
      if (swaps == MOST_SWAPS) {
        Collections.reverse(list.subList(a, b));
        pivot = (b - 1) - (pivot - a);
        increasing = true;
      }
      if (balanced && partitioned && increasing && partialInsertion(a, b)) {
        return;
      }
      if (a > 0 && !less(a - 1, pivot)) {
        a = partitionEqual(a, b, pivot);
        continue;
      }
      boolean[] already = new boolean[1];
      int middle = partition(a, b, pivot, already);
      partitioned = already[0];
      int threshold = (b - a) / 8;
      balanced = Math.min(middle - a, b - middle) >= threshold;
      if (middle - a < b - middle) {
        quick(a, middle, limit);
        a = middle + 1;
      } else {
        quick(middle + 1, b, limit);
        b = middle;
      }
    }
    insertion(a, b);
  }

  private void insertion(int a, int b) {
    for (int i = a + 1; i < b; i++) {
      for (int j = i; j > a && less(j, j - 1); j--) {
        swap(j, j - 1);
      }
    }
  }

  private void heap(int a, int b) {
    int size = b - a;
    for (int i = (size - 1) / 2; i >= 0; i--) {
      sift(i, size, a);
    }
    for (int i = size - 1; i >= 0; i--) {
      swap(a, a + i);
      sift(0, i, a);
    }
  }

  private void sift(int start, int size, int first) {
    int root = start;
    while (2 * root + 1 < size) {
      int child = 2 * root + 1;
      if (child + 1 < size && less(first + child, first + child + 1)) {
        child++;
      }
      if (!less(first + root, first + child)) {
        return;
      }
      swap(first + root, first + child);
      root = child;
    }
  }

  private int partition(int a, int b, int pivot, boolean[] already) {
    swap(a, pivot);
    int i = a + 1;
    int j = b - 1;
    already[0] = true;
    while (true) {
      while (i <= j && less(i, a)) {
        i++;
      }
      while (i <= j && !less(j, a)) {
        j--;
      }
      if (i > j) {
        swap(j, a);
        return j;
      }
      already[0] = false;
      swap(i++, j--);
    }
  }

  private int partitionEqual(int a, int b, int pivot) {
    swap(a, pivot);
    int i = a + 1;
    int j = b - 1;
    while (true) {
      while (i <= j && !less(a, i)) {
        i++;
      }
      while (i <= j && less(a, j)) {
        j--;
      }
      if (i > j) {
        return i;
      }
      swap(i++, j--);
    }
  }

  private boolean partialInsertion(int a, int b) {
    int i = a + 1;
    for (int step = 0; step < 5; step++) {
      while (i < b && !less(i, i - 1)) {
        i++;
      }
      if (i == b) {
        return true;
      }
      if (b - a < SHIFTING) {
        return false;
      }
      swap(i, i - 1);
      for (int j = i - 1; i - a >= 2 && j >= 1 && less(j, j - 1); j--) {
        swap(j, j - 1);
      }
      for (int j = i + 1; b - i >= 2 && j < b && less(j, j - 1); j++) {
        swap(j, j - 1);
      }
    }
    return false;
  }

  private void breakPatterns(int a, int b) {
    int length = b - a;
    if (length < 8) {
      return;
    }
    long random = length;
    int mask = (1 << (Integer.SIZE - Integer.numberOfLeadingZeros(length))) - 1;
    int at = a + (length / 4) * 2 - 1;
    for (int i = 0; i < 3; i++) {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      int other = (int) (random & mask);
      swap(at - 1 + i, a + (other >= length ? other - length : other));
    }
  }

  private int pivot(int a, int b) {
    int quarter = (b - a) / 4;
    int i = a + quarter;
    int j = a + quarter * 2;
    int k = a + quarter * 3;
    swaps = 0;
    if (b - a >= NINTHER) {
      i = median(i - 1, i, i + 1);
      j = median(j - 1, j, j + 1);
      k = median(k - 1, k, k + 1);
    }
    return b - a >= 8 ? median(i, j, k) : j;
  }

  private int median(int first, int second, int third) {
    int a = first;
    int b = second;
    int c = third;
    if (less(b, a)) {
      swaps++;
      int held = a;
      a = b;
      b = held;
    }
    if (less(c, b)) {
      swaps++;
      b = c;
    }
    if (less(b, a)) {
      swaps++;
      b = a;
    }
    return b;
  }
}
