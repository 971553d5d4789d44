package org.tocsin.curation.rules;

/**
 * One thing that is wrong with the rules.
 *
 * @param file the file as it was named by the caller
 * @param line the line, counted from 1
 * @param key the key, with its parents, or empty for the file as a whole
 * @param message what is wrong
 */
public record RulesProblem(String file, int line, String key, String message) {

  /** Returns {@code file:line: key: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
