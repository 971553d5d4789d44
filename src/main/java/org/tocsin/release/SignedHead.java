package org.tocsin.release;

import java.nio.charset.StandardCharsets;

/**
 * A head as it is handed out.
 *
 * @param head what it says
 * @param sealed its text, signatures included
 * @param digest the SHA-256 of that text in hex
 */
public record SignedHead(Head head, String sealed, String digest) {

  static SignedHead of(Head head, byte[] sealed) {
    return new SignedHead(head, new String(sealed, StandardCharsets.UTF_8), Sha256.hex(sealed));
  }

  static byte[] bytes(String sealed) {
    return sealed.getBytes(StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return bytes(sealed);
  }
}
