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
import java.util.HexFormat;

/** One Ed25519 key that signs heads. */
final class SigningKey {

  private static final int RAW = 32;

  private static final byte[] X509_OF_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  /** What knows the secret half. */
  interface Signer {
    byte[] sign(byte[] message);
  }

  private final Signer signer;
  private final PublicKey open;

  private SigningKey(Signer signer, PublicKey open) {
    this.signer = signer;
    this.open = open;
  }

  /** Returns a key whose secret half is somewhere else, made sure that it is. */
  static SigningKey elsewhere(Signer signer, byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(X509_OF_ED25519, X509_OF_ED25519.length + RAW);
    System.arraycopy(raw, 0, encoded, X509_OF_ED25519.length, RAW);
    PublicKey open =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    return new SigningKey(signer, open).whole();
  }

  private SigningKey whole() throws GeneralSecurityException {
    if (!verifies(new byte[RAW], sign(new byte[RAW]))) {
      throw new IllegalArgumentException("its secret and its public half do not belong together");
    }
    return this;
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
      PrivateKey secret =
          keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0])));
      PublicKey open =
          keys.generatePublic(
              new X509EncodedKeySpec(
                  Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "")));
      return new SigningKey(message -> sign(secret, message), open).whole();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a line is no Ed25519 key: PKCS #8 and X.509 in base64, a space between them", e);
    }
  }

  byte[] sign(byte[] message) {
    return signer.sign(message);
  }

  private static byte[] sign(PrivateKey secret, byte[] message) {
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

  /** Returns the public key as its 32 bytes. */
  byte[] raw() {
    if (!(open instanceof EdECPublicKey)) {
      throw new IllegalStateException("an Ed25519 key of an unknown provider");
    }
    byte[] encoded = open.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
  }

  /** Returns the coordinate of the public key as JWK has it. */
  String x() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw());
  }

  /** Returns what it is called: the thumbprint of RFC 7638. */
  String id() {
    String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x() + "\"}";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(canonical.getBytes(StandardCharsets.US_ASCII)));
  }
}
