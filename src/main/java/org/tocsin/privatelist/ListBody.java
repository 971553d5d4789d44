package org.tocsin.privatelist;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A list as engines read it. Every line ends in a line feed; there is no empty one and no other.
 *
 * @param plain the lines
 * @param gzip the same, compressed
 */
record ListBody(Buffer plain, Buffer gzip) {

  int bytes() {
    return plain.length() + gzip.length();
  }

  /** Writes entries in their order, in the form of the list's kind. */
  static ListBody of(PrivateList list, List<PrivateLists.Stored> entries) {
    StringBuilder lines = new StringBuilder();
    for (PrivateLists.Stored stored : entries) {
      String line =
          list.terms().blocking().isPresent()
              ? value(list.terms().blocking().get(), stored.entry())
              : json(stored);
      lines.append(line).append('\n');
    }
    byte[] plain = lines.toString().getBytes(StandardCharsets.UTF_8);
    return new ListBody(Buffer.buffer(plain), Buffer.buffer(compress(plain)));
  }

  private static String value(PrivateList.Blocking blocking, ListEntry entry) {
    return blocking.scope() == PrivateList.Scope.RANGE
        ? entry.value().toString()
        : ListEntry.text(entry.value());
  }

  /** What is not known is left out: an expiration that is empty text means 1970 to engines. */
  private static String json(PrivateLists.Stored stored) {
    JsonObject line =
        new JsonObject()
            .put("value", ListEntry.text(stored.entry().value()))
            .put("description", stored.entry().comment().orElse(""))
            .put("created_at", stored.createdAt().toString());
    stored.entry().expiresAt().map(Instant::toString).ifPresent(at -> line.put("expiration", at));
    return line.encode();
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return compressed.toByteArray();
  }
}
