package org.tocsin.agent.address;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes lines of canonical text through a buffer, single IPv4 addresses without any object. */
final class SetText {
  private static final byte[][] OCTETS = octets();
  private static final int LONGEST_LINE = 64;

  private final OutputStream out;
  private final byte[] buffer = new byte[64 * 1024];
  private int length;

  SetText(OutputStream out) {
    this.out = out;
  }

  void line(long bits) throws IOException {
    makeRoom();
    octet(bits >>> 24, '.');
    octet(bits >>> 16, '.');
    octet(bits >>> 8, '.');
    octet(bits, '\n');
  }

  void line(Prefix value) throws IOException {
    makeRoom();
    byte[] text = value.canonical().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, buffer, length, text.length);
    length += text.length;
    buffer[length++] = '\n';
  }

  void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  private void octet(long bits, char end) {
    byte[] digits = OCTETS[(int) bits & 255];
    for (byte digit : digits) {
      buffer[length++] = digit;
    }
    buffer[length++] = (byte) end;
  }

  private void makeRoom() throws IOException {
    if (length + LONGEST_LINE > buffer.length) {
      flush();
    }
  }

  private static byte[][] octets() {
    byte[][] texts = new byte[256][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
    }
    return texts;
  }
}
