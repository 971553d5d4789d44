package org.tocsin.agent.regex;

/**
 * How much searching in one line may still cost. A search that the fast engine gives up is done
 * again by one that never goes astray but is slow on long texts; a line for which many expressions
 * need that could hold up all lines behind it.
 *
 * <p>So once such searches have gone through {@value #CHARACTERS} characters, the rest of them look
 * only at the first {@value #PREFIX}. Lines up to that length are never affected, and the fast
 * engine always sees the whole text: to keep a long line from being understood, it must bring two
 * other expressions to their limit before the one that knows it, and that one as well. Lines cut
 * short in this way are counted, as a sign of somebody trying. Belongs to one thread.
 */
public final class Effort {
  private static final int CHARACTERS = 128 * 1024;
  private static final int PREFIX = 4 * 1024;

  private int left = CHARACTERS;
  private boolean exceeded;

  /** How much of a text may be searched; takes that off what is left. */
  int grant(int length) {
    if (length <= PREFIX || left >= length) {
      left -= length;
      return length;
    }
    exceeded = true;
    return PREFIX;
  }

  /** Whether some expression did not see the whole text. */
  public boolean exceeded() {
    return exceeded;
  }
}
