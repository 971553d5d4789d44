package org.tocsin.agent.verification;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A DSSE envelope around a head. */
final class Envelope {
  private static final String TYPE = "application/vnd.tocsin.head+json";

  private final byte[] payload;
  private final String signer;

  private Envelope(byte[] payload, String signer) {
    this.payload = payload;
    this.signer = signer;
  }

  byte[] payload() {
    return payload;
  }

  /** The trusted key that signed it. */
  String signer() {
    return signer;
  }

  /** Opens it if one trusted key has signed the payload together with its type. */
  static Envelope opened(byte[] envelope, TrustedKeys keys) throws ListRefused {
    if (envelope.length > Limits.HEAD) {
      throw new ListRefused(new Refusal.TooLarge("envelope", envelope.length, Limits.HEAD));
    }
    Fields fields = Fields.of("envelope", envelope);
    if (!fields.text("payloadType").equals(TYPE)) {
      throw fields.malformed("payloadType", "is not " + TYPE);
    }
    byte[] payload = fields.base64("payload");
    byte[] signed = preAuthenticated(payload);
    List<Fields> signatures = fields.objects("signatures", Limits.SIGNATURES);
    for (Fields signature : signatures) {
      String signer = signature.text("keyid");
      if (keys.verify(signer, signed, signature.base64("sig"))) {
        return new Envelope(payload, signer);
      }
    }
    throw new ListRefused(new Refusal.SignatureUnknown("the list's head", signatures.size()));
  }

  private static byte[] preAuthenticated(byte[] payload) {
    String before = "DSSEv1 %d %s %d ".formatted(TYPE.length(), TYPE, payload.length);
    byte[] start = before.getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[start.length + payload.length];
    System.arraycopy(start, 0, message, 0, start.length);
    System.arraycopy(payload, 0, message, start.length, payload.length);
    return message;
  }
}
