package org.tocsin.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.tocsin.address.Address;

/**
 * Builds rows in PostgreSQL's binary COPY format, https://www.postgresql.org/docs/18/sql-copy.html.
 */
final class BinaryCopy {

  private static final byte[] HEADER = header();
  private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);
  private static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final byte AF_INET = 2;
  private static final byte AF_INET6 = 3;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] buffer;
  private int size;

  BinaryCopy(int expectedBytes) {
    buffer = new byte[expectedBytes];
  }

  /** Begins the data with the header that every COPY has. */
  static BinaryCopy withHeader(int expectedBytes) {
    BinaryCopy copy = new BinaryCopy(HEADER.length + expectedBytes);
    copy.append(HEADER);
    return copy;
  }

  private static byte[] header() {
    byte[] header = new byte[19];
    byte[] signature = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(signature, 0, header, 0, signature.length);
    return header;
  }

  void row(int fields) {
    putShort(fields);
  }

  void date(LocalDate day) {
    putInt(4);
    putInt((int) ChronoUnit.DAYS.between(EPOCH_DAY, day));
  }

  void uuid(UUID value) {
    putInt(16);
    putLong(value.getMostSignificantBits());
    putLong(value.getLeastSignificantBits());
  }

  void bigint(long value) {
    putInt(8);
    putLong(value);
  }

  void bigint(OptionalLong value) {
    if (value.isPresent()) {
      bigint(value.getAsLong());
    } else {
      putInt(-1);
    }
  }

  void integer(int value) {
    putInt(4);
    putInt(value);
  }

  void bool(boolean value) {
    putInt(1);
    append(new byte[] {(byte) (value ? 1 : 0)});
  }

  void timestamp(Instant value) {
    putInt(8);
    putLong(
        Math.addExact(
            Math.multiplyExact(value.getEpochSecond() - EPOCH_SECOND, 1_000_000L),
            value.getNano() / 1_000));
  }

  void timestamp(Optional<Instant> value) {
    value.ifPresentOrElse(this::timestamp, () -> putInt(-1));
  }

  void inet(Address address) {
    byte[] bytes = address.bytes();
    putInt(4 + bytes.length);
    append(
        new byte[] {
          bytes.length == 4 ? AF_INET : AF_INET6, (byte) (bytes.length * 8), 0, (byte) bytes.length
        });
    append(bytes);
  }

  /** Ends the data; the object is used up. */
  void end() {
    putShort(-1);
  }

  /** Returns what was written so far. */
  byte[] bytes() {
    return Arrays.copyOf(buffer, size);
  }

  byte[] buffer() {
    return buffer;
  }

  int size() {
    return size;
  }

  private void reserve(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }

  void append(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, buffer, size, to - from);
    size += to - from;
  }

  void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  private void putShort(int value) {
    reserve(2);
    buffer[size++] = (byte) (value >>> 8);
    buffer[size++] = (byte) value;
  }

  private void putInt(int value) {
    reserve(4);
    overwriteInt(size, value);
    size += 4;
  }

  private void putLong(long value) {
    reserve(8);
    overwriteLong(size, value);
    size += 8;
  }

  void overwriteInt(int at, int value) {
    INT.set(buffer, at, value);
  }

  void overwriteLong(int at, long value) {
    LONG.set(buffer, at, value);
  }
}
