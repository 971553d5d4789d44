package org.tocsin.agent.vocabulary;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;

/**
 * Keeps what became of the texts seen last: dozens of rules ask for the capitals of one path. Two
 * threads at once at worst compute a text twice.
 */
final class Recent {
  private static final int PLACES = 64;
  private static final int LONGEST = 4_096;

  private record Known(String text, String result) {}

  private final UnaryOperator<String> computation;
  private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(PLACES);

  Recent(UnaryOperator<String> computation) {
    this.computation = computation;
  }

  String of(String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 7)) & (PLACES - 1);
    Known held = known.getAcquire(place);
    if (held != null && held.text().equals(text)) {
      return held.result();
    }
    String result = computation.apply(text);
    if (text.length() <= LONGEST) {
      known.setRelease(place, new Known(text, result));
    }
    return result;
  }
}
