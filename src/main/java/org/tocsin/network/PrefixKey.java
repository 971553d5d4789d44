package org.tocsin.network;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/**
 * The secret behind the names of prefixes. The month is hashed with the prefix, so names change
 * with every month (UTC) and tell nothing about reporters over longer times. Text form: base64 of
 * at least 32 bytes. Immutable and thread-safe.
 */
public final class PrefixKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;
  private static final int IPV4_LENGTH = 24;
  private static final int IPV6_LENGTH = 48;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final SecretKey key;

  private PrefixKey(SecretKey key) {
    this.key = key;
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException saying what is wrong, never showing the content
   */
  public static PrefixKey parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      // The decoder's own complaint quotes a character of the key.
      throw new IllegalArgumentException("the key is not one line of base64");
    }
    if (bytes.length < KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key has " + bytes.length + " bytes, needed are " + KEY_BYTES);
    }
    return new PrefixKey(new SecretKeySpec(bytes, ALGORITHM));
  }

  /** Returns the text form of a new random key. */
  public static String generate(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  /** Returns the name of an address's /24 or /48 in the month of an instant. */
  String hash(Address address, Instant at) {
    int length = address.family() == Address.Family.IPV4 ? IPV4_LENGTH : IPV6_LENGTH;
    String named = MONTH.format(at) + "|" + Prefix.around(address, length);
    byte[] mac = mac().doFinal(named.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, HASH_BYTES));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
    }
  }
}
