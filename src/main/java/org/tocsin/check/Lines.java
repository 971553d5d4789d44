package org.tocsin.check;

import java.nio.charset.StandardCharsets;

/** The lines of a text, each ended by one line feed and by nothing else. */
final class Lines {

  interface Reader {
    /** Is given a line without its line feed, and where it is. */
    void read(String line, String where) throws Wrong;
  }

  private Lines() {}

  static void each(byte[] text, String file, Reader reader) throws Wrong {
    int number = 0;
    int start = 0;
    for (int at = 0; at < text.length; at++) {
      if (text[at] == '\n') {
        number++;
        String line = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
        reader.read(line, file + ", line " + number);
        start = at + 1;
      }
    }
    if (start < text.length) {
      throw new Wrong(file + ", line " + (number + 1) + ": it does not end in a line feed");
    }
  }
}
