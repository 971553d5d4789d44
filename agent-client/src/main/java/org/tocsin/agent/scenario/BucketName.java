package org.tocsin.agent.scenario;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a bucket outside of the engine: a digest of what makes it this one. */
final class BucketName {
  private BucketName() {}

  static String of(Scenario.Identity identity, String group) {
    return digest("SHA-1", identity.filter() + "\0" + group + "\0" + identity.name());
  }

  /** A digest of a text in hexadecimal. */
  static String digest(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
