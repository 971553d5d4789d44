package org.tocsin.agent.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tocsin.agent.verification.ListHead.Delta;
import org.tocsin.agent.verification.ListHead.ListFile;
import org.tocsin.agent.verification.ListHead.Release;

/** Reads the payload of a head whose signature was found good. */
final class HeadReader {
  private static final Pattern URL = Pattern.compile("(https?:/)?/[!-~]{1,2000}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private HeadReader() {}

  static ListHead read(Envelope envelope) throws ListRefused {
    Fields fields = Fields.of("head", envelope.payload());
    String session = fields.text("session");
    if (!UUID_TEXT.matcher(session).matches()) {
      throw fields.malformed("session", "is no UUID");
    }
    long serial = fields.number("serial", Long.MAX_VALUE);
    Fields count = fields.object("count");
    ListHead head =
        new ListHead(
            new Release(UUID.fromString(session), serial, fields.digest("setSha256")),
            fields.instant("issuedAt"),
            fields.instant("expiresAt"),
            count.number("v4", Limits.ADDRESSES),
            count.number("v6", Limits.ADDRESSES),
            file(fields.object("snapshot"), Limits.SNAPSHOT),
            deltas(fields, serial),
            fields.texts("keys", Limits.TRUSTED_KEYS).orElse(List.of(envelope.signer())));
    if (!head.issuedAt().isBefore(head.expiresAt())) {
      throw fields.malformed("expiresAt", "is not after issuedAt");
    }
    return head;
  }

  private static List<Delta> deltas(Fields fields, long serial) throws ListRefused {
    List<Delta> deltas = new ArrayList<>();
    long newer = Long.MAX_VALUE;
    for (Fields one : fields.objects("deltas", Limits.DELTAS)) {
      Delta delta =
          new Delta(one.number("from", serial), one.number("to", serial), file(one, Limits.DELTA));
      if (delta.from() >= delta.to()) {
        throw one.malformed("to", "is not after from");
      }
      if (delta.from() >= newer) {
        throw one.malformed("from", "is not before that of the delta named before");
      }
      newer = delta.from();
      deltas.add(delta);
    }
    return deltas;
  }

  private static ListFile file(Fields fields, long most) throws ListRefused {
    String url = fields.text("url");
    if (!URL.matcher(url).matches() || url.startsWith("//")) {
      throw fields.malformed("url", "is neither an absolute path nor a URL");
    }
    return new ListFile(url, fields.digest("sha256"), fields.number("bytes", most));
  }
}
