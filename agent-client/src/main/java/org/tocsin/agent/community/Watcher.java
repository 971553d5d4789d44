package org.tocsin.agent.community;

import java.security.SecureRandom;

/** A machine's identity at a central server: its login and the password that proves it. */
record Watcher(String login, String password) {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Lengths and alphabet are those of stock engines, which every server of this kind accepts. */
  static Watcher fresh(SecureRandom random) {
    return new Watcher(draw(random, 48), draw(random, 64));
  }

  private static String draw(SecureRandom random, int length) {
    StringBuilder drawn = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      drawn.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
    }
    return drawn.toString();
  }

  @Override
  public String toString() {
    return "Watcher[" + login + "]";
  }
}
