package org.tocsin.agent.verification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A signer of lists for tests, good or evil; it shares no code with the verifier. */
public final class Forge {
  public static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  public static final UUID SESSION = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A delta that leads from a release to another one. */
  private record Leads(long from, long to, String sha256, int bytes) {}

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<Leads> deltas = new ArrayList<>();
  private final List<KeyPair> keys = new ArrayList<>();
  private UUID session = SESSION;
  private Instant issuedAt = NOW;
  private Duration lifetime = Duration.ofDays(1);

  public Forge() {
    keys.add(key());
  }

  public static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Forge signedBy(KeyPair... pairs) {
    keys.clear();
    keys.addAll(List.of(pairs));
    return this;
  }

  public Forge session(UUID given) {
    session = given;
    return this;
  }

  public Forge issuedAt(Instant given) {
    issuedAt = given;
    return this;
  }

  public Forge delta(long from, long to, String text) {
    deltas.add(0, new Leads(from, to, put("delta/", text), text.length()));
    return this;
  }

  public Forge noDeltas() {
    deltas.clear();
    return this;
  }

  /** The files by the path that heads name. */
  public Map<String, byte[]> files() {
    return files;
  }

  public byte[] file(String url) {
    return files.getOrDefault(url, new byte[0]);
  }

  private String put(String folder, String text) {
    byte[] bytes = bytes(text);
    String sha256 = sha256(bytes);
    files.put("/blocklist/" + folder + sha256 + ".txt", bytes);
    return sha256;
  }

  public byte[] head(long serial, String set) {
    return head(serial, set, any -> {});
  }

  /** A head as it should be, then spoilt, then signed. */
  public byte[] head(long serial, String set, Consumer<ObjectNode> spoil) {
    String sha256 = put("set/", set);
    long v6 = set.lines().filter(line -> line.indexOf(':') >= 0).count();
    ObjectNode node = JSON.createObjectNode();
    node.put("session", session.toString()).put("serial", serial);
    node.put("issuedAt", issuedAt.toString());
    node.put("expiresAt", issuedAt.plus(lifetime).toString());
    node.putObject("count").put("v4", set.lines().count() - v6).put("v6", v6);
    node.put("setSha256", sha256).put("unknown", "ignored");
    file(node.putObject("snapshot"), "set/", sha256, set.length());
    ArrayNode list = node.putArray("deltas");
    for (Leads one : deltas) {
      file(
          list.addObject().put("from", one.from).put("to", one.to),
          "delta/",
          one.sha256,
          one.bytes);
    }
    spoil.accept(node);
    return sealed(bytes(node.toString()), "application/vnd.tocsin.head+json");
  }

  private static void file(ObjectNode node, String folder, String sha256, int bytes) {
    node.put("url", "/blocklist/" + folder + sha256 + ".txt");
    node.put("sha256", sha256).put("bytes", bytes);
  }

  public byte[] sealed(byte[] payload, String type) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("payloadType", type);
    envelope.put("payload", Base64.getEncoder().encodeToString(payload));
    ArrayNode signatures = envelope.putArray("signatures");
    byte[] start = bytes("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ");
    byte[] message = Arrays.copyOf(start, start.length + payload.length);
    System.arraycopy(payload, 0, message, start.length, payload.length);
    for (KeyPair pair : keys) {
      signatures
          .addObject()
          .put("keyid", thumbprint(pair))
          .put("sig", Base64.getEncoder().encodeToString(sign(pair, message)));
    }
    return bytes(envelope.toString());
  }

  /** A checkpoint of a log as a signed note. */
  public byte[] note(String origin, long size, byte[] root) {
    String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    StringBuilder note = new StringBuilder(text + "\n");
    for (KeyPair pair : keys) {
      byte[] named = bytes(origin + "\n\u0001");
      byte[] hashed = Arrays.copyOf(named, named.length + 32);
      System.arraycopy(raw(pair), 0, hashed, named.length, 32);
      byte[] signature = Arrays.copyOf(digest(hashed), 4 + 64);
      System.arraycopy(sign(pair, bytes(text)), 0, signature, 4, 64);
      String encoded = Base64.getEncoder().encodeToString(signature);
      note.append("\u2014 ").append(origin).append(' ').append(encoded).append('\n');
    }
    return bytes(note.toString());
  }

  public byte[] keySet() {
    return keySet(keys);
  }

  public static byte[] keySet(List<KeyPair> pairs) {
    ObjectNode set = JSON.createObjectNode();
    ArrayNode list = set.putArray("keys");
    for (KeyPair pair : pairs) {
      list.addObject()
          .put("kty", "OKP")
          .put("crv", "Ed25519")
          .put("use", "sig")
          .put("kid", thumbprint(pair))
          .put("x", base64Url(raw(pair)));
    }
    return bytes(set.toString());
  }

  public TrustedKeys trusted() throws ListRefused {
    return TrustedKeys.read(keySet());
  }

  public static String thumbprint(KeyPair pair) {
    String x = base64Url(raw(pair));
    return base64Url(digest(bytes("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}")));
  }

  private static byte[] raw(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private static byte[] sign(KeyPair pair, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }

  public static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
