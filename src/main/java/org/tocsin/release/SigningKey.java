package org.tocsin.release;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** One Ed25519 key that signs heads. */
final class SigningKey {

  private static final int RAW = 32;

  private final PrivateKey secret;
  private final PublicKey open;

  private SigningKey(PrivateKey secret, PublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  /** Returns a new key as one line of text. */
  static String generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      Base64.Encoder base64 = Base64.getEncoder();
      return base64.encodeToString(pair.getPrivate().getEncoded())
          + ' '
          + base64.encodeToString(pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if the line is none, without repeating any of it
   */
  static SigningKey parse(String line) {
    String[] parts = line.split(" ", -1);
    try {
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      SigningKey key =
          new SigningKey(
              keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0]))),
              keys.generatePublic(
                  new X509EncodedKeySpec(
                      Base64.getDecoder().decode(parts.length == 2 ? parts[1] : ""))));
      if (!key.verifies(new byte[RAW], key.sign(new byte[RAW]))) {
        throw new IllegalArgumentException("its secret and its public half do not belong together");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a line is no Ed25519 key: PKCS #8 and X.509 in base64, a space between them", e);
    }
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a head could not be signed", e);
    }
  }

  boolean verifies(byte[] message, byte[] sealed) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(open);
    signature.update(message);
    return signature.verify(sealed);
  }

  /** Returns the coordinate of the public key as JWK has it. */
  String x() {
    if (!(open instanceof EdECPublicKey)) {
      throw new IllegalStateException("an Ed25519 key of an unknown provider");
    }
    byte[] encoded = open.getEncoded();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length));
  }

  /** Returns what it is called: the thumbprint of RFC 7638. */
  String id() {
    String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x() + "\"}";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(canonical.getBytes(StandardCharsets.US_ASCII)));
  }
}
