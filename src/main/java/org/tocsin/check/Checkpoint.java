package org.tocsin.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long the log is: a C2SP checkpoint, which is a signed note of three lines.
 *
 * @param origin the log's name
 * @param size how many entries it has
 * @param root the root of its tree in base64
 */
record Checkpoint(String origin, long size, String root) {

  private static final String FILE = "log/checkpoint";
  private static final String SIGNATURE = "— ";
  private static final int HASH = 32;
  private static final int ID = 4;
  private static final int MOST_SIGNATURES = 64;

  /**
   * Reads a checkpoint that a known key signed; signatures of others, as of witnesses, may follow.
   */
  static Checkpoint read(byte[] note, TrustedKeys keys, Findings findings) throws Wrong {
    String text = new String(note, StandardCharsets.UTF_8);
    int end = text.lastIndexOf("\n\n");
    if (end < 0
        || !text.endsWith("\n")
        || !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), note)) {
      throw new Wrong(FILE + " is no signed note: text, a blank line, signatures");
    }
    String body = text.substring(0, end + 1);
    Checkpoint checkpoint = body(List.of(body.split("\n", -1)));
    List<String> signatures = text.substring(end + 2).lines().toList();
    if (signatures.size() > MOST_SIGNATURES) {
      throw new Wrong(FILE + " has more than " + MOST_SIGNATURES + " signatures");
    }
    boolean signed = false;
    for (String line : signatures) {
      signed |= checkpoint.isSigned(line, body.getBytes(StandardCharsets.UTF_8), keys, findings);
    }
    if (!signed) {
      throw new Wrong(FILE + " is signed by no key that is known");
    }
    return checkpoint;
  }

  /** Three lines, and the nothing behind the last line feed. */
  private static Checkpoint body(List<String> lines) throws Wrong {
    if (lines.size() != 4 || !lines.get(3).isEmpty() || lines.get(0).isEmpty()) {
      throw new Wrong(FILE + " must have three lines: origin, size and root");
    }
    if (!lines.get(1).matches("0|[1-9][0-9]{0,12}")) {
      throw new Wrong(FILE + ": " + Quoted.of(lines.get(1)) + " is no number of entries");
    }
    if (Bytes.fromBase64(lines.get(2)).filter(hash -> hash.length == HASH).isEmpty()) {
      throw new Wrong(FILE + ": " + Quoted.of(lines.get(2)) + " is no root in base64");
    }
    return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), lines.get(2));
  }

  private boolean isSigned(String line, byte[] body, TrustedKeys keys, Findings findings)
      throws Wrong {
    int space = line.lastIndexOf(' ');
    Optional<byte[]> blob = Bytes.fromBase64(line.substring(space + 1));
    if (!line.startsWith(SIGNATURE)
        || space < SIGNATURE.length()
        || blob.filter(bytes -> bytes.length > ID).isEmpty()) {
      throw new Wrong(FILE + ": " + Quoted.of(line) + " is no signature line");
    }
    if (!line.substring(SIGNATURE.length(), space).equals(origin)) {
      return false;
    }
    byte[] id = Arrays.copyOf(blob.get(), ID);
    byte[] signature = Arrays.copyOfRange(blob.get(), ID, blob.get().length);
    for (TrustedKey key : keys.all()) {
      if (Arrays.equals(key.noteId(origin), id)) {
        if (!key.signed(body, signature)) {
          throw new Wrong(FILE + ": the signature of key " + key.id() + " does not belong to it");
        }
        return true;
      }
    }
    findings.notice(FILE + " is also signed by a key that is not known");
    return false;
  }
}
