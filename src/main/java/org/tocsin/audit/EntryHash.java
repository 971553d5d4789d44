package org.tocsin.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The hash of an entry, over every field and the hash before it. The database reckons the same when
 * an entry is stored.
 */
final class EntryHash {

  private static final int BYTES = 32;
  private static final byte[] NAME = "tocsin audit entry 1".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest sha256;

  EntryHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns what stands before the first entry. */
  static byte[] start() {
    return new byte[BYTES];
  }

  byte[] of(byte[] before, AuditEntry entry) {
    part(NAME);
    part(before);
    number(entry.id());
    number(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
    text(entry.operator());
    text(entry.act());
    text(entry.subject());
    text(entry.detail());
    return sha256.digest();
  }

  private void number(long number) {
    part(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private void text(String text) {
    part(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The length before each part keeps two different entries from looking the same. */
  private void part(byte[] part) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    sha256.update(part);
  }
}
