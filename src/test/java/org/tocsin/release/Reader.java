package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A reader that knows the published format and none of the code that writes it. */
final class Reader {

  private static final byte[] X509_OF_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Map<String, byte[]> files;
  final JsonNode head;

  Reader(Map<String, byte[]> files, String jwks) throws Exception {
    this.files = files;
    JsonNode envelope = new ObjectMapper().readTree(file("head.json"));
    byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
    String type = envelope.path("payloadType").asText();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(
        ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ")
            .getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(payload);
    int valid = 0;
    for (JsonNode jwk : new ObjectMapper().readTree(jwks).path("keys")) {
      for (JsonNode signature : envelope.path("signatures")) {
        if (signature.path("keyid").asText().equals(jwk.path("kid").asText())) {
          assertThat(verifies(jwk, message.toByteArray(), signature.path("sig").asText())).isTrue();
          valid++;
        }
      }
    }
    assertThat(valid).as("signatures").isPositive();
    this.head = new ObjectMapper().readTree(payload);
  }

  private byte[] file(String name) {
    byte[] bytes = files.get(name);
    assertThat(bytes).as(name).isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }

  private static boolean verifies(JsonNode jwk, byte[] message, String sealed) throws Exception {
    byte[] x = Base64.getUrlDecoder().decode(jwk.path("x").asText());
    byte[] encoded = new byte[X509_OF_ED25519.length + x.length];
    System.arraycopy(X509_OF_ED25519, 0, encoded, 0, X509_OF_ED25519.length);
    System.arraycopy(x, 0, encoded, X509_OF_ED25519.length, x.length);
    PublicKey key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(key);
    signature.update(message);
    return signature.verify(Base64.getDecoder().decode(sealed));
  }

  long serial() {
    return head.path("serial").asLong();
  }

  List<String> snapshot() throws Exception {
    List<String> lines = lines(head.path("snapshot"));
    assertThat(digest(lines)).isEqualTo(head.path("setSha256").asText());
    long v6 = lines.stream().filter(line -> line.contains(":")).count();
    assertThat(head.path("count").path("v4").asLong()).isEqualTo(lines.size() - v6);
    assertThat(head.path("count").path("v6").asLong()).isEqualTo(v6);
    return lines;
  }

  /** Returns the oldest release that the deltas lead from, the head's if there are none. */
  long oldest() {
    long oldest = serial();
    for (JsonNode delta : head.path("deltas")) {
      assertThat(delta.path("from").asLong()).as("the newest first").isLessThan(oldest);
      oldest = delta.path("from").asLong();
    }
    return oldest;
  }

  /** Returns the deltas to apply to the set of a release, in order. */
  List<JsonNode> path(long serial) {
    List<JsonNode> path = new ArrayList<>();
    for (long at = serial; at < serial(); at = path.get(path.size() - 1).path("to").asLong()) {
      path.add(first(at));
    }
    return path;
  }

  private JsonNode first(long serial) {
    for (JsonNode delta : head.path("deltas")) {
      if (delta.path("from").asLong() <= serial) {
        assertThat(delta.path("to").asLong()).as("a step forward").isGreaterThan(serial);
        return delta;
      }
    }
    throw new AssertionError("no delta is for serial " + serial);
  }

  /** Returns the head's set, made from that of an older release by deltas alone. */
  List<String> update(long serial, Collection<String> set) throws Exception {
    TreeSet<String> updated = new TreeSet<>(set);
    for (JsonNode delta : path(serial)) {
      boolean joining = false;
      for (String line : lines(delta)) {
        boolean adds = line.startsWith("+");
        assertThat(adds || !joining).as("removals come first").isTrue();
        joining = adds;
        String value = line.substring(1);
        if (adds) {
          updated.add(value);
        } else {
          updated.remove(value);
        }
      }
    }
    List<String> sorted = new ArrayList<>(updated);
    sorted.sort(Reader::inPublishedOrder);
    assertThat(digest(sorted)).as("from %d", serial).isEqualTo(head.path("setSha256").asText());
    return sorted;
  }

  private static int inPublishedOrder(String one, String other) {
    boolean v6 = one.contains(":");
    return v6 != other.contains(":") ? (v6 ? 1 : -1) : number(one).compareTo(number(other));
  }

  private static BigInteger number(String address) {
    try {
      return new BigInteger(1, java.net.InetAddress.getByName(address).getAddress());
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> lines(JsonNode file) throws Exception {
    String url = file.path("url").asText();
    assertThat(url).startsWith("/blocklist/");
    byte[] bytes = file(url.substring("/blocklist/".length()));
    assertThat((long) bytes.length).isEqualTo(file.path("bytes").asLong());
    assertThat(sha256(bytes)).isEqualTo(file.path("sha256").asText());
    return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
  }

  private static String digest(List<String> lines) throws Exception {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return sha256(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
