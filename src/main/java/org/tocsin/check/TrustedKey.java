package org.tocsin.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** One Ed25519 key whose signatures are believed. */
final class TrustedKey {

  private static final int RAW = 32;
  private static final byte[] X509_OF_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  /** What C2SP signed notes call Ed25519. */
  private static final byte NOTE_TYPE = 1;

  private final byte[] raw;
  private final PublicKey key;

  /** Takes the 32 bytes of a public key. */
  TrustedKey(byte[] raw) throws Wrong {
    if (raw.length != RAW) {
      throw new Wrong("an Ed25519 key has 32 bytes, not " + raw.length);
    }
    byte[] encoded = Arrays.copyOf(X509_OF_ED25519, X509_OF_ED25519.length + RAW);
    System.arraycopy(raw, 0, encoded, X509_OF_ED25519.length, RAW);
    this.raw = raw.clone();
    try {
      this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new Wrong("these 32 bytes are no Ed25519 key");
    }
  }

  /** Returns what signatures call it: the thumbprint of RFC 7638. */
  String id() {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x() + "\"}";
    return base64.encodeToString(Bytes.sha256(canonical.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Returns its bytes as a JWK has them. */
  String x() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }

  /** Returns the four bytes by which a signed note calls it, under a name. */
  byte[] noteId(String name) {
    byte[] digest =
        Bytes.sha256(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', NOTE_TYPE}, raw);
    return Arrays.copyOf(digest, 4);
  }

  boolean signed(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
