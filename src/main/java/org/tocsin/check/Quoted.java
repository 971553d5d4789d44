package org.tocsin.check;

/** What somebody else wrote, made fit to stand in a sentence and on a terminal. */
final class Quoted {

  private static final int LONGEST = 80;

  private Quoted() {}

  static String of(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return '"' + cut.replaceAll("[^ -~]", "?") + '"';
  }
}
