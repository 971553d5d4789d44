package org.tocsin.operator;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * A part of a list.
 *
 * @param items the part
 * @param next the cursor of the next part, absent at the end
 * @param <T> what is listed
 */
record Page<T>(List<T> items, Optional<String> next) {

  static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1000;

  /** Which part is asked for. */
  record Request(long after, int limit) {

    static Request of(String cursor, String limit) {
      return new Request(
          number("cursor", cursor, 0, Long.MAX_VALUE),
          Math.toIntExact(number("limit", limit, DEFAULT_LIMIT, MOST)));
    }

    private static long number(String name, String text, long absent, long most) {
      if (text.isEmpty()) {
        return absent;
      }
      if (text.matches("[0-9]{1,18}")) {
        long number = Long.parseLong(text);
        if (number >= 1 && number <= most) {
          return number;
        }
      }
      throw Problem.badRequest(
          "parameter '"
              + name
              + "' must be "
              + (name.equals("limit") ? "a number from 1 to " + most : "a cursor of this list"));
    }

    /** One more than asked for tells whether there is a next part. */
    int lookAhead() {
      return limit + 1;
    }

    <T> Page<T> page(List<T> items, ToLongFunction<T> id) {
      if (items.size() <= limit) {
        return new Page<>(items, Optional.empty());
      }
      List<T> part = items.subList(0, limit);
      return new Page<>(
          part, Optional.of(Long.toString(id.applyAsLong(part.get(part.size() - 1)))));
    }
  }
}
