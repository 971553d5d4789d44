package org.tocsin.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The files of a release, written from the documentation. Whatever is put in is written and signed
 * as it is, right or not.
 */
public final class MadeRelease {

  static final String SESSION = "00000000-0000-0001-0000-000000000001";
  public static final Instant ISSUED = Instant.parse("2026-03-01T00:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, byte[]> files = new TreeMap<>();
  final ObjectNode head = JSON.createObjectNode();
  private final ArrayNode deltas;

  /** Begins with a set; its deltas come after. */
  public MadeRelease(long serial, String set) {
    head.put("session", SESSION);
    head.put("serial", serial);
    head.put("issuedAt", ISSUED.toString());
    head.put("expiresAt", ISSUED.plusSeconds(86_400).toString());
    long v6 = set.lines().filter(line -> line.contains(":")).count();
    head.putObject("count").put("v4", set.lines().count() - v6).put("v6", v6);
    head.put("setSha256", hex(set));
    write("set", set, head.putObject("snapshot"));
    deltas = head.putArray("deltas");
  }

  /** Moves it to another time. */
  public MadeRelease at(Instant issued) {
    head.put("issuedAt", issued.toString());
    head.put("expiresAt", issued.plusSeconds(86_400).toString());
    return this;
  }

  MadeRelease delta(long from, long to, String text) {
    write("delta", text, deltas.addObject().put("from", from).put("to", to));
    return this;
  }

  MadeRelease change(Consumer<ObjectNode> change) {
    change.accept(head);
    return this;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(MadeKey.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void write(String kind, String text, ObjectNode file) {
    String url = "/blocklist/" + kind + "/" + hex(text) + ".txt";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    files.put(url, bytes);
    file.put("url", url).put("sha256", hex(text)).put("bytes", bytes.length);
  }

  /** Signs the head and writes it. */
  public MadeRelease sign(MadeKey... keys) {
    ObjectNode envelope = JSON.createObjectNode();
    byte[] payload = head.toString().getBytes(StandardCharsets.UTF_8);
    String type = "application/vnd.tocsin.head+json";
    envelope.put("payloadType", type);
    envelope.put("payload", Base64.getEncoder().encodeToString(payload));
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    String start = "DSSEv1 " + type.length() + " " + type + " " + payload.length + " ";
    message.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(payload);
    ArrayNode signatures = envelope.putArray("signatures");
    for (MadeKey key : keys) {
      byte[] signature = key.sign(message.toByteArray());
      signatures
          .addObject()
          .put("keyid", key.id())
          .put("sig", Base64.getEncoder().encodeToString(signature));
    }
    files.put("/blocklist/head.json", envelope.toString().getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String entry() {
    return SESSION + " " + head.path("serial").asLong() + " " + head.path("setSha256").asText();
  }

  /** Writes all files into a folder, as a server does. */
  public void writeTo(Path folder) {
    files.forEach(
        (url, bytes) -> {
          try {
            Path file = folder.resolve(url.substring("/blocklist/".length()));
            Files.createDirectories(file.resolve("..").normalize());
            Files.write(file, bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
