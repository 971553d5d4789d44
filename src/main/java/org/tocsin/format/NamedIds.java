package org.tocsin.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identifiers that follow from what they name (RFC 9562 version 5): the same thing of the same
 * session has the same one in every release, so a consumer recognises what it already holds. Not
 * thread-safe; each rendering makes its own.
 */
final class NamedIds {

  private static final UUID NAMESPACE = UUID.fromString("6f0d7a52-6c5e-5b0e-9d0c-3d5f1c6f7a10");

  private final MessageDigest sha1;
  private final byte[] namespace =
      ByteBuffer.allocate(16)
          .putLong(NAMESPACE.getMostSignificantBits())
          .putLong(NAMESPACE.getLeastSignificantBits())
          .array();
  private final String session;

  NamedIds(String session) {
    this.session = session;
    try {
      this.sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** Returns the identifier of what has this name within the session. */
  String of(String kind, String name) {
    sha1.update(namespace);
    sha1.update((session + "/" + kind + "/" + name).getBytes(StandardCharsets.UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & ~0xc000000000000000L) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
