package org.tocsin.account.password;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which passwords are taken: length is what makes them hard to guess. */
final class PasswordRules {

  static final int SHORTEST = 12;
  static final int LONGEST = 200;

  private static final int FEWEST_LETTERS = 5;
  private static final int FEWEST_BESIDES_THE_NAME = 6;

  /** Those of the usual lists that are long enough. */
  private static final Set<String> COMMON =
      Set.of(
          "123456789012",
          "1234567890123",
          "1234567890abc",
          "0987654321098",
          "012345678910",
          "123123123123",
          "123456123456",
          "123456789abc",
          "123456789qwe",
          "123qwe123qwe",
          "1q2w3e4r5t6y",
          "1q2w3e4r5t6y7u",
          "1qaz2wsx3edc",
          "1qaz2wsx3edc4rfv",
          "abc123abc123",
          "abcdefghijkl",
          "abcdefghijklm",
          "abcd1234abcd",
          "administrator",
          "administrator1",
          "adminadmin12",
          "admin1234567",
          "changeme1234",
          "changemeplease",
          "correcthorsebatterystaple",
          "correct horse battery staple",
          "iloveyou1234",
          "iloveyouforever",
          "letmein12345",
          "letmeinplease",
          "monkey123456",
          "password1234",
          "password12345",
          "password123456",
          "password2024",
          "password2025",
          "password2026",
          "passwordpassword",
          "p@ssw0rd1234",
          "p@ssword1234",
          "q1w2e3r4t5y6",
          "qazwsxedcrfv",
          "qwerty123456",
          "qwerty1234567",
          "qwertyqwerty",
          "qwertyuiop12",
          "qwertyuiop123",
          "qwertyuiopasdf",
          "qwertyuiop[]",
          "superman1234",
          "thisismypassword",
          "trustno1trustno1",
          "welcome12345",
          "welcome123456",
          "zaq12wsxcde3");

  private PasswordRules() {}

  /** Returns why a password is not taken, if it is not. */
  static Optional<String> problem(String password, String name) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      return Optional.of("A password has " + SHORTEST + " to " + LONGEST + " characters.");
    }
    String plain = password.toLowerCase(Locale.ROOT);
    if (plain.replace(name.toLowerCase(Locale.ROOT), "").length() < FEWEST_BESIDES_THE_NAME) {
      return Optional.of("This password is little more than your name.");
    }
    if (COMMON.contains(plain) || plain.chars().distinct().count() < FEWEST_LETTERS) {
      return Optional.of("This password is among the first that are guessed.");
    }
    return Optional.empty();
  }
}
