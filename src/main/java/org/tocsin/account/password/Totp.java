package org.tocsin.account.password;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that change every thirty seconds, as RFC 6238 has them: HMAC-SHA-1 and six digits. */
final class Totp {

  static final int STEP_SECONDS = 30;
  static final int DIGITS = 6;

  /** Clocks of telephones are a little off. */
  private static final int STEPS_OFF = 1;

  private static final Pattern CODE = Pattern.compile("[0-9]{" + DIGITS + "}");
  private static final String HMAC = "HmacSHA1";

  private Totp() {}

  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
  }

  /** Returns the last so many digits of the code of a step. */
  static String code(byte[] key, long step, int digits) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      ByteBuffer hash =
          ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
      int number = hash.getInt(hash.get(hash.capacity() - 1) & 15) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%010d", number).substring(10 - digits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  /** Returns the step that a code belongs to, if that is now, or nearly now. */
  static OptionalLong stepOf(byte[] key, String code, Instant now) {
    OptionalLong found = OptionalLong.empty();
    for (long step = step(now) - STEPS_OFF; step <= step(now) + STEPS_OFF; step++) {
      if (same(code(key, step, DIGITS), code)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
