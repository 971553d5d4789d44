package org.tocsin.agent.regex;

/** A text is not a regular expression of RE2's syntax. */
public final class RegexRefused extends RuntimeException {
  RegexRefused(String message) {
    super(message);
  }
}
