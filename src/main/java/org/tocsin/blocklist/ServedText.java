package org.tocsin.blocklist;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.tocsin.release.Packing;

/** A short text that is handed out from memory, with all its forms. */
final class ServedText {

  /**
   * How it is sent: as it is, or packed.
   *
   * @param bytes what is sent
   * @param etag their strong entity tag
   * @param encoding what HTTP calls the packing, if there is one
   */
  record Form(Buffer bytes, String etag, Optional<String> encoding) {}

  private final Form plain;
  private final Map<Packing, Form> packed = new EnumMap<>(Packing.class);
  private final long serial;
  private final Optional<Instant> writtenAt;

  /**
   * Packs it.
   *
   * @param digest of the text, in hex
   * @param serial the release it is of
   * @param writtenAt when it was made, if that is known
   */
  ServedText(String text, String digest, long serial, Optional<Instant> writtenAt) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    this.plain = new Form(Buffer.buffer(bytes), '"' + digest + '"', Optional.empty());
    for (Packing packing : Packing.values()) {
      packed.put(packing, packed(packing, bytes, digest));
    }
    this.serial = serial;
    this.writtenAt = writtenAt;
  }

  private static Form packed(Packing packing, byte[] bytes, String digest) {
    try {
      return new Form(
          Buffer.buffer(packing.pack(bytes)),
          '"' + digest + '-' + packing.encoding() + '"',
          Optional.of(packing.encoding()));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory could not be packed", e);
    }
  }

  /** Returns it packed, or as it is if there is no packing. */
  Form form(Optional<Packing> packing) {
    return packing.map(packed::get).orElse(plain);
  }

  long serial() {
    return serial;
  }

  Optional<Instant> writtenAt() {
    return writtenAt;
  }
}
