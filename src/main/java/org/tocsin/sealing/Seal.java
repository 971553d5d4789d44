package org.tocsin.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes secrets that are kept in the database, so that a copy of the database gives none away.
 * Servers of one database share the key; what was closed with another one stays closed.
 */
public final class Seal {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  private Seal(byte[] key, SecureRandom random) {
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
  }

  /** Returns the text of a new key. */
  public static String generate(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** Reads what {@link #generate} made. */
  public static Seal parse(String text, SecureRandom random) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not one line of base64", e);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key must have " + KEY_BYTES + " bytes");
    }
    return new Seal(key, random);
  }

  /** Returns a secret as it is kept. */
  public byte[] close(Secret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] closed =
          cipher(Cipher.ENCRYPT_MODE, nonce)
              .doFinal(secret.text().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(nonce.length + closed.length).put(nonce).put(closed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  /** Returns the secret, empty if it was closed with another key. */
  public Optional<Secret> open(byte[] closed) {
    if (closed.length <= NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(closed).get(nonce);
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, nonce)
              .doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES);
      return Optional.of(new Secret(new String(text, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
