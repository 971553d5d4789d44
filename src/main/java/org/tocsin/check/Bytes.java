package org.tocsin.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Checksums, and base64 of which each value has one spelling. */
final class Bytes {

  private Bytes() {}

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hexSha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Reads base64 with padding; empty unless the text is what its own bytes would be written as. */
  static Optional<byte[]> fromBase64(String text) {
    return decoded(Base64.getDecoder(), Base64.getEncoder(), text);
  }

  /** Reads base64url without padding, as strictly. */
  static Optional<byte[]> fromBase64Url(String text) {
    return decoded(Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding(), text);
  }

  private static Optional<byte[]> decoded(
      Base64.Decoder decoder, Base64.Encoder encoder, String text) {
    try {
      byte[] bytes = decoder.decode(text.getBytes(StandardCharsets.ISO_8859_1));
      return Optional.of(bytes).filter(same -> encoder.encodeToString(same).equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
