package org.tocsin.account.password;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tocsin.enrolment.SecretText;

/** Codes for the day on which the telephone is lost: 80 random bits, so a fast hash will do. */
final class RecoveryCode {

  static final int HOW_MANY = 10;

  private static final int BYTES = 10;
  private static final Pattern LETTERS = Pattern.compile("[A-Z2-7]{16}");
  private static final Pattern BETWEEN = Pattern.compile("[-\\s]");
  private static final Pattern FOUR = Pattern.compile("(?<=\\G.{4})(?=.)");

  private RecoveryCode() {}

  static String generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return FOUR.matcher(Base32.encode(bytes)).replaceAll("-");
  }

  static boolean isCode(String text) {
    return LETTERS.matcher(plain(text)).matches();
  }

  /** Returns what is kept of a code, however it was typed. */
  static byte[] hash(String text) {
    return SecretText.hash(plain(text));
  }

  private static String plain(String text) {
    return BETWEEN.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
  }
}
