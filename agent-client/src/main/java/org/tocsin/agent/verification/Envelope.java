package org.tocsin.agent.verification;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A DSSE envelope around a head. */
final class Envelope {
  private static final String TYPE = "application/vnd.tocsin.head+json";

  private Envelope() {}

  /** Returns the payload once one trusted key has signed it together with its type. */
  static byte[] opened(byte[] envelope, TrustedKeys keys) throws ListRefused {
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
      if (keys.verify(signature.text("keyid"), signed, signature.base64("sig"))) {
        return payload;
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
