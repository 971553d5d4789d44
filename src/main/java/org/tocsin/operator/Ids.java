package org.tocsin.operator;

/** Reads the numbers in paths. What cannot be a number names nothing, so it is not found. */
final class Ids {

  private Ids() {}

  static long number(String text, String what) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw Problem.notFound(what);
    }
    return Long.parseLong(text);
  }
}
