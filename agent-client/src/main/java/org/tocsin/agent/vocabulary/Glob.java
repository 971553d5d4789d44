package org.tocsin.agent.vocabulary;

import java.nio.charset.StandardCharsets;

/**
 * Patterns with {@code *} and {@code ?}, byte by byte. At the end of the text only nothing or a
 * single star may be left of the pattern.
 */
final class Glob {
  private Glob() {}

  static boolean matches(String pattern, String text) {
    byte[] p = pattern.getBytes(StandardCharsets.UTF_8);
    byte[] t = text.getBytes(StandardCharsets.UTF_8);
    boolean[] behind = new boolean[t.length + 1];
    behind[t.length] = true;
    for (int i = p.length - 1; i >= 0; i--) {
      behind = row(p, i, t, behind);
    }
    return behind[0];
  }

  /** From which places of the text on the pattern matches from this character on. */
  private static boolean[] row(byte[] p, int at, byte[] t, boolean[] behind) {
    boolean[] row = new boolean[t.length + 1];
    row[t.length] = p[at] == '*' && at == p.length - 1;
    boolean anyBehind = behind[t.length];
    for (int i = t.length - 1; i >= 0; i--) {
      anyBehind |= behind[i];
      row[i] = p[at] == '*' ? anyBehind : (p[at] == '?' || p[at] == t[i]) && behind[i + 1];
    }
    return row;
  }
}
