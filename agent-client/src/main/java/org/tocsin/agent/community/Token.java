package org.tocsin.agent.community;

import java.util.regex.Pattern;

/** The proof of one login, fit to be sent in a header and hidden everywhere else. */
record Token(String text) {
  private static final Pattern HEADER_SAFE = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  static boolean isUsable(String text) {
    return HEADER_SAFE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }
}
