package org.tocsin.taxii;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * A place between two objects, after the one that was added at this time and has this identifier.
 * It names no release, so it means the same in each.
 *
 * @param added when the object was added, in microseconds
 * @param id the object's identifier without its type
 */
record Cursor(long added, UUID id) implements Comparable<Cursor> {

  private static final int BYTES = 24;

  private static final Comparator<Cursor> ORDER =
      Comparator.comparingLong(Cursor::added)
          .thenComparing(one -> one.id().getMostSignificantBits(), Long::compareUnsigned)
          .thenComparing(one -> one.id().getLeastSignificantBits(), Long::compareUnsigned);

  @Override
  public int compareTo(Cursor other) {
    return ORDER.compare(this, other);
  }

  /** Returns the text that a client brings back. */
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(BYTES)
                .putLong(added)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
  }

  /** Returns the cursor that a text was made of. */
  static Optional<Cursor> read(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length != BYTES) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return Optional.of(
          new Cursor(buffer.getLong(), new UUID(buffer.getLong(), buffer.getLong())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
