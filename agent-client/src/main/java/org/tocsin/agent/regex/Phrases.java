package org.tocsin.agent.regex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds which of many ASCII phrases are in a text, in one pass over it.
 *
 * <p>An Aho-Corasick automaton with all its steps laid out in one table. Only the characters that
 * are in some phrase have a column; all others lead back to the start.
 */
final class Phrases {
  private static final int CHARACTERS = 128;

  private final int[] column = new int[CHARACTERS];
  private final int columns;
  private int[] next;
  private int[] fallback = new int[16];
  private final List<int[]> ends = new ArrayList<>();

  /** Told of each phrase that ends in the text: its number and where it ends. */
  @FunctionalInterface
  interface Found {
    void phrase(int number, int end);
  }

  Phrases(List<String> phrases) {
    int used = 1;
    for (String phrase : phrases) {
      for (int i = 0; i < phrase.length(); i++) {
        char here = phrase.charAt(i);
        if (column[here] == 0) {
          column[here] = used++;
        }
      }
    }
    columns = used;
    next = new int[columns * 16];
    ends.add(new int[0]);
    for (int i = 0; i < phrases.size(); i++) {
      add(phrases.get(i), i);
    }
    link();
  }

  private void add(String phrase, int number) {
    int state = 0;
    for (int i = 0; i < phrase.length(); i++) {
      int cell = state * columns + column[phrase.charAt(i)];
      if (next[cell] == 0) {
        // On its own line: it may replace the array.
        int made = newState();
        next[cell] = made;
      }
      state = next[cell];
    }
    ends.set(state, with(ends.get(state), new int[] {number}));
  }

  private int newState() {
    ends.add(new int[0]);
    int state = ends.size() - 1;
    if (ends.size() * columns > next.length) {
      next = Arrays.copyOf(next, next.length * 2);
      fallback = Arrays.copyOf(fallback, fallback.length * 2);
    }
    return state;
  }

  private static int[] with(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** Fills in where to go on when a phrase breaks off, nearest states first. */
  private void link() {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int c = 1; c < columns; c++) {
      if (next[c] != 0) {
        queue.add(next[c]);
      }
    }
    while (!queue.isEmpty()) {
      int state = queue.remove();
      ends.set(state, with(ends.get(state), ends.get(fallback[state])));
      for (int c = 1; c < columns; c++) {
        int cell = state * columns + c;
        int other = next[fallback[state] * columns + c];
        if (next[cell] == 0) {
          next[cell] = other;
        } else {
          fallback[next[cell]] = other;
          queue.add(next[cell]);
        }
      }
    }
  }

  /** Reports every place where a phrase ends. */
  void search(String text, Found found) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char here = text.charAt(i);
      state = here < CHARACTERS ? next[state * columns + column[here]] : 0;
      int[] ended = ends.get(state);
      for (int number : ended) {
        found.phrase(number, i + 1);
      }
    }
  }

  /** Whether any phrase is in the text. */
  boolean anyIn(String text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char here = text.charAt(i);
      state = here < CHARACTERS ? next[state * columns + column[here]] : 0;
      if (ends.get(state).length > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the phrase can be searched for by one of these. */
  static boolean isAscii(String phrase) {
    return phrase.chars().allMatch(c -> c < CHARACTERS);
  }
}
