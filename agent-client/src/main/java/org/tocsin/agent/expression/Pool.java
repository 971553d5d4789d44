package org.tocsin.agent.expression;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands out one object for values that are equal, as long as it remembers them: what is kept for
 * long repeats itself. It remembers a bounded number of values of bounded size, and a value that
 * falls out costs no more than the room of a second copy. Belongs to one thread at a time.
 */
public final class Pool {
  private static final int PLACES = 1 << 13;
  private static final int LONGEST = 256;
  private static final int MOST_TABLES = 1_000;

  /** About what a text takes without its letters. */
  private static final int TEXT = 44;

  private final @Nullable Object[] values = new Object[PLACES];
  private final Map<List<@Nullable String>, @Nullable String[]> tables = new HashMap<>();
  private long spent;

  /** An equal text, the same one for equal texts if it can be helped. */
  @SuppressWarnings("ReferenceEquality") // whether it is the very object is what is asked
  public String shared(String text) {
    String same = text.length() > LONGEST ? text : remembered(text);
    if (same == text) {
      spent += TEXT + text.length();
    }
    return same;
  }

  /** About how many bytes all texts took that could not be shared. */
  public long spent() {
    return spent;
  }

  /** The same for any other value that never changes. */
  public <T> T remembered(T value) {
    int hash = value.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    Object held = values[place];
    if (held != null && held.equals(value)) {
      @SuppressWarnings("unchecked") // equal values are of one type here: texts and moments
      T same = (T) held;
      return same;
    }
    values[place] = value;
    return value;
  }

  /** An equal table of keys, which nobody may write to from now on. */
  @Nullable String[] sharedTable(@Nullable String[] keys) {
    List<@Nullable String> view = Arrays.asList(keys);
    @Nullable String[] known = tables.get(view);
    if (known != null) {
      return known;
    }
    if (tables.size() < MOST_TABLES) {
      tables.put(view, keys);
    }
    return keys;
  }
}
