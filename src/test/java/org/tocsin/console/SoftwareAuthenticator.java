package org.tocsin.console;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A device with one passkey, and the browser around it. */
final class SoftwareAuthenticator {

  private static final int PRESENT = 1;
  private static final int VERIFIED = 4;
  private static final int WITH_CREDENTIAL = 64;

  private final KeyPair key;
  private final byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
  private final String host;
  private byte[] user = new byte[0];
  private String origin;
  private int counter;
  private boolean verifies = true;

  SoftwareAuthenticator(String origin, String host) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.key = generator.generateKeyPair();
    this.origin = origin;
    this.host = host;
  }

  void visits(String other) {
    origin = other;
  }

  void belongsTo(String otherUser) {
    user = Base64.getUrlDecoder().decode(otherUser);
  }

  void counts(int from) {
    counter = from;
  }

  void skipsTheUser() {
    verifies = false;
  }

  /** Makes the passkey and returns the form's fields. */
  Map<String, String> create(Map<String, String> question) throws GeneralSecurityException {
    user = Base64.getUrlDecoder().decode(question.get("user"));
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write(0xa3);
    text(object, "fmt");
    text(object, "none");
    text(object, "attStmt");
    object.write(0xa0);
    text(object, "authData");
    bytes(object, authenticatorData(true));
    Map<String, String> fields = new HashMap<>();
    fields.put("sealed", question.get("sealed"));
    fields.put(
        "client-data",
        encode(clientData("webauthn.create", question.getOrDefault("challenge", ""))));
    fields.put("attestation", encode(object.toByteArray()));
    return fields;
  }

  /** Signs and returns the form's fields. */
  Map<String, String> get(Map<String, String> question) throws GeneralSecurityException {
    counter++;
    byte[] data = authenticatorData(false);
    byte[] clientData = clientData("webauthn.get", question.getOrDefault("challenge", ""));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(data);
    signature.update(sha256(clientData));
    Map<String, String> fields = new HashMap<>();
    fields.put("sealed", question.get("sealed"));
    fields.put("credential", encode(id));
    fields.put("user", encode(user));
    fields.put("authenticator-data", encode(data));
    fields.put("client-data", encode(clientData));
    fields.put("signature", encode(signature.sign()));
    return fields;
  }

  private byte[] clientData(String type, String challenge) {
    return ("{\"type\":\""
            + type
            + "\",\"challenge\":\""
            + challenge
            + "\",\"origin\":\""
            + origin
            + "\",\"crossOrigin\":false}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(boolean withCredential) throws GeneralSecurityException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(sha256(host.getBytes(StandardCharsets.UTF_8)));
    data.write(PRESENT | (verifies ? VERIFIED : 0) | (withCredential ? WITH_CREDENTIAL : 0));
    data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(counter).array());
    if (withCredential) {
      data.writeBytes(new byte[16]);
      data.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) id.length).array());
      data.writeBytes(id);
      ECPublicKey half = (ECPublicKey) key.getPublic();
      data.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
      bytes(data, coordinate(half.getW().getAffineX()));
      data.write(0x22);
      bytes(data, coordinate(half.getW().getAffineY()));
    }
    return data.toByteArray();
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] all = number.toByteArray();
    byte[] last = new byte[32];
    int length = Math.min(all.length, last.length);
    System.arraycopy(all, all.length - length, last, last.length - length, length);
    return last;
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x60 + text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
    out.write(0x58);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
