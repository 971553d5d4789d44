package org.tocsin.blocklist;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.tocsin.release.Packing;

/**
 * A file that is handed out. What does not depend on who asks is worked out once, for thousands
 * ask.
 */
final class ServedFile {

  /**
   * How it is sent: as it is, or packed.
   *
   * @param file where these bytes lie
   * @param etag their strong entity tag
   * @param encoding what HTTP calls the packing, if there is one
   */
  record Form(Path file, String etag, Optional<String> encoding) {}

  /**
   * What is said of it whatever its form.
   *
   * @param contentType what its bytes are
   * @param serial the release they are of, empty for what stays the same from release to release
   * @param writtenAt when they were made, if that is known
   * @param caching how long they may be kept
   * @param left how much of the release they are, empty if it is all
   */
  record About(
      String contentType,
      Optional<Long> serial,
      Optional<Instant> writtenAt,
      String caching,
      Optional<String> left) {}

  private final Form plain;
  private final Map<Packing, Form> packed = new EnumMap<>(Packing.class);
  private final About about;

  /**
   * Describes a file.
   *
   * @param plain its bytes; packed ones lie beside it
   * @param digest their SHA-256 in hex
   */
  ServedFile(Path plain, String digest, About about) {
    this.plain = new Form(plain, '"' + digest + '"', Optional.empty());
    Arrays.stream(Packing.values())
        .forEach(
            packing ->
                packed.put(
                    packing,
                    new Form(
                        plain.resolveSibling(plain.getFileName() + packing.suffix()),
                        '"' + digest + '-' + packing.encoding() + '"',
                        Optional.of(packing.encoding()))));
    this.about = about;
  }

  About about() {
    return about;
  }

  /** Returns it packed, or as it is if there is no packing. */
  Form form(Optional<Packing> packing) {
    return packing.map(packed::get).orElse(plain);
  }

  /** Returns it as it is. */
  Form plain() {
    return plain;
  }

  /** Returns each packed form. */
  Collection<Form> packed() {
    return packed.values();
  }
}
