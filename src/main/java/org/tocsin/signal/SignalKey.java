package org.tocsin.signal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The identities of an agent's signals as 16 bytes each: the agent's number, then 96 bits of a
 * digest. The number in front keeps the keys of one batch together in the index, and keeps agents
 * from colliding with each other's signals. Not thread-safe.
 */
final class SignalKey {

  private final int agentId;
  private final MessageDigest digest;

  SignalKey(int agentId) {
    this.agentId = agentId;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  UUID of(Signal signal) {
    if (signal.uuid().isPresent()) {
      digest.update((byte) 'u');
      digest.update(signal.uuid().get().getBytes(StandardCharsets.UTF_8));
    } else {
      digest.update((byte) 's');
      digest.update(signal.scenario().name().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(signal.address().bytes());
      digest.update(instant(signal.startedAt()));
      digest.update(instant(signal.stoppedAt()));
    }
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    long high = ((long) agentId << 32) | (bytes.getInt() & 0xffffffffL);
    return new UUID(high, bytes.getLong());
  }

  /** Returns the number of the agent whose signal this identifies. */
  static int agentOf(UUID key) {
    return (int) (key.getMostSignificantBits() >>> 32);
  }

  private static byte[] instant(Optional<Instant> instant) {
    ByteBuffer bytes = ByteBuffer.allocate(13);
    instant.ifPresent(at -> bytes.put((byte) 1).putLong(at.getEpochSecond()).putInt(at.getNano()));
    return bytes.array();
  }
}
