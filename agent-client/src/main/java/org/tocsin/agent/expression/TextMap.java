package org.tocsin.agent.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A small map from text to text in which a missing key reads as the empty text.
 *
 * <p>Open addressing over two arrays: an event has three of these, each with few keys, and copying
 * one is copying its arrays. Keys are never removed. Not safe for use by several threads.
 */
public final class TextMap {
  private static final int SMALLEST = 8;

  private @Nullable String[] keys;
  private @Nullable String[] values;
  private int size;

  public TextMap() {
    this(SMALLEST);
  }

  public TextMap(int expected) {
    int capacity = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, expected)) * 2);
    keys = new String[capacity];
    values = new String[capacity];
  }

  /** A map over empty tables of one size, of which one place has to stay free. */
  private TextMap(@Nullable String[] keys, @Nullable String[] values) {
    this.keys = keys;
    this.values = values;
  }

  private TextMap(TextMap other) {
    keys = Arrays.copyOf(other.keys, other.keys.length);
    values = Arrays.copyOf(other.values, other.values.length);
    size = other.size;
  }

  public static TextMap of(Map<String, String> entries) {
    TextMap map = new TextMap(entries.size());
    entries.forEach(map::put);
    return map;
  }

  public TextMap copy() {
    return new TextMap(this);
  }

  /**
   * A copy that is kept for long: as small as can be, with its texts and its table of keys shared
   * with other such copies. It is so full that a further key moves it to tables of its own, which
   * is why the shared one is never written to.
   */
  public TextMap compact(Pool pool) {
    int places = size == 0 ? 1 : Integer.highestOneBit(size) * 2;
    TextMap small = new TextMap(new String[places], new String[places]);
    forEach((key, value) -> small.set(key, pool.shared(value)));
    small.keys = pool.sharedTable(small.keys);
    return small;
  }

  /** How many places it has, taken or not. */
  public int places() {
    return values.length;
  }

  /** The value, or the empty text. */
  public String get(String key) {
    String value = values[slot(key)];
    return value == null ? "" : value;
  }

  public boolean has(String key) {
    return keys[slot(key)] != null;
  }

  public int size() {
    return size;
  }

  public void put(String key, String value) {
    int slot = slot(key);
    if (keys[slot] == null) {
      if ((size + 1) * 2 > keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
  }

  /** Puts a new key without asking for room. */
  private void set(String key, String value) {
    int slot = slot(key);
    keys[slot] = key;
    values[slot] = value;
    size++;
  }

  public void forEach(BiConsumer<String, String> visitor) {
    for (int slot = 0; slot < keys.length; slot++) {
      String key = keys[slot];
      String value = values[slot];
      if (key != null && value != null) {
        visitor.accept(key, value);
      }
    }
  }

  /** Its entries in the order of their keys. */
  public Map<String, String> sorted() {
    Map<String, String> sorted = new TreeMap<>();
    forEach(sorted::put);
    return sorted;
  }

  private int slot(String key) {
    int mask = keys.length - 1;
    int hash = key.hashCode();
    int slot = (hash ^ (hash >>> 15)) & mask;
    for (String held = keys[slot]; held != null && !held.equals(key); held = keys[slot]) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    TextMap bigger = new TextMap(keys.length);
    forEach(bigger::put);
    keys = bigger.keys;
    values = bigger.values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextMap map && sorted().equals(map.sorted());
  }

  @Override
  public int hashCode() {
    return sorted().hashCode();
  }

  @Override
  public String toString() {
    return sorted().toString();
  }
}
