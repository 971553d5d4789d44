package org.tocsin.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The files of a MISP feed folder around the event: {@code manifest.json} tells a MISP which events
 * there are and whether they changed, {@code hashes.csv} lets it look values up without fetching
 * them. The event itself lies beside them under {@link #eventFileName}.
 */
public final class MispFeed {

  private MispFeed() {}

  /** Returns where in the feed folder {@link Format#MISP} must be served. */
  public static String eventFileName(String session) {
    return MispEvent.id(new NamedIds(session)) + ".json";
  }

  /** Writes {@code manifest.json}: an object from each event's identifier to its summary. */
  public static void writeManifest(ReleaseView release, OutputStream out) throws IOException {
    NamedIds ids = new NamedIds(release.session());
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart(MispEvent.id(ids));
      MispEvent.writeSummary(release, ids, json);
      json.writeArrayFieldStart("Tag");
      json.writeEndArray();
      json.writeNumberField("timestamp", release.issuedAt().getEpochSecond());
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Writes {@code hashes.csv}: a line {@code md5(value),event} for each address. */
  public static void writeHashes(ReleaseView release, OutputStream out) throws IOException {
    String event = MispEvent.id(new NamedIds(release.session()));
    MessageDigest md5 = md5();
    HexFormat hex = HexFormat.of();
    TextRendering lines =
        (view, text) -> {
          for (Listed entry : view.entries()) {
            byte[] value = entry.address().toString().getBytes(StandardCharsets.US_ASCII);
            text.write(hex.formatHex(md5.digest(value)));
            text.write(',');
            text.write(event);
            text.write('\n');
          }
        };
    lines.encoded().write(release, out);
  }

  /** Returns the hash that MISP's feeds are made with; it is a look-up key there, no protection. */
  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
