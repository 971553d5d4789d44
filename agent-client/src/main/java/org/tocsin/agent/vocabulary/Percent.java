package org.tocsin.agent.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent escapes of addresses; a text with a malformed one is left as it is. */
final class Percent {
  private Percent() {}

  static String decode(String text, boolean plusIsBlank) {
    if (text.indexOf('%') < 0) {
      return plusIsBlank ? text.replace('+', ' ') : text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.write(plusIsBlank && bytes[i] == '+' ? ' ' : bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return text;
      }
      decoded.write(high * 16 + low);
      i += 2;
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
