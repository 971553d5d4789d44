package org.tocsin.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a signed head: first who signed it, and only then what it says. */
final class HeadReader {

  private static final String TYPE = "application/vnd.tocsin.head+json";
  private static final int MOST_SIGNATURES = 64;

  /** An absolute path or a full address, spelled so that every reader sees the same one in it. */
  private static final String URL =
      "(https?://([A-Za-z0-9.-]+|\\[[0-9a-f:]+\\])(:[0-9]{1,5})?)?(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+";

  private final TrustedKeys keys;
  private final Limits limits;
  private final Findings findings;

  HeadReader(TrustedKeys keys, Limits limits, Findings findings) {
    this.keys = keys;
    this.limits = limits;
    this.findings = findings;
  }

  Head read(byte[] sealed) throws Wrong {
    Fields envelope = Fields.read(sealed, "head.json").only("payloadType", "payload", "signatures");
    String type = envelope.text("payloadType");
    if (!type.equals(TYPE)) {
      throw new Wrong("head.json: payloadType must be " + TYPE + ", it is " + Quoted.of(type));
    }
    byte[] payload =
        Bytes.fromBase64(envelope.text("payload"))
            .orElseThrow(() -> new Wrong("head.json: payload is no base64"));
    verify(envelope.objects("signatures", MOST_SIGNATURES), preAuthenticated(payload));
    return payload(Fields.read(payload, "the head"));
  }

  /** One signature by a key that is known will do, but none by such a key may be wrong. */
  private void verify(List<Fields> signatures, byte[] message) throws Wrong {
    List<String> signers = new ArrayList<>();
    for (Fields signature : signatures) {
      signature.only("keyid", "sig");
      String id = signature.text("keyid");
      Optional<byte[]> bytes = Bytes.fromBase64(signature.text("sig"));
      Optional<TrustedKey> key = keys.called(id);
      if (key.isEmpty()) {
        findings.notice("head.json is also signed by a key that is not known: " + Quoted.of(id));
      } else if (bytes.isEmpty() || !key.get().signed(message, bytes.get())) {
        throw new Wrong("head.json: the signature of key " + id + " does not belong to it");
      } else if (signers.contains(id)) {
        throw new Wrong("head.json: key " + id + " signed twice");
      } else {
        signers.add(id);
      }
    }
    if (signers.isEmpty()) {
      throw new Wrong("head.json is signed by no key that is known");
    }
    findings.verified("signed by " + String.join(" and ", signers));
  }

  private static byte[] preAuthenticated(byte[] payload) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    String start = "DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ";
    message.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(payload);
    return message.toByteArray();
  }

  private Head payload(Fields head) throws Wrong {
    head.only(
        "session",
        "serial",
        "issuedAt",
        "expiresAt",
        "count",
        "setSha256",
        "snapshot",
        "deltas",
        "keys");
    Fields count = head.object("count").only("v4", "v6");
    List<Head.DeltaFile> deltas = new ArrayList<>();
    for (Fields delta : head.objects("deltas", limits.deltas())) {
      delta.only("from", "to", "url", "sha256", "bytes");
      deltas.add(new Head.DeltaFile(delta.number("from"), delta.number("to"), file(delta)));
    }
    return new Head(
        head.uuid("session"),
        head.number("serial"),
        head.instant("issuedAt"),
        head.instant("expiresAt"),
        count.number("v4"),
        count.number("v6"),
        head.sha256("setSha256"),
        file(head.object("snapshot").only("url", "sha256", "bytes")),
        deltas);
  }

  /** Files are named by what is in them, wherever they are. */
  private Head.File file(Fields file) throws Wrong {
    String url = file.matching("url", URL, "an absolute path or the address of a file");
    String sha256 = file.sha256("sha256");
    long bytes = file.number("bytes");
    if (!url.endsWith("/" + sha256 + ".txt")) {
      throw new Wrong("the head: " + Quoted.of(url) + " must end in its checksum, " + sha256);
    }
    if (bytes > limits.fileBytes()) {
      throw new Wrong(
          "the head: "
              + Quoted.of(url)
              + " would have "
              + bytes
              + " bytes, at most "
              + limits.fileBytes()
              + " are read");
    }
    return new Head.File(url, sha256, bytes);
  }
}
