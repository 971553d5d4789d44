package org.tocsin.agent.verification;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checkpoint of a transparency log, read from a C2SP signed note that a trusted key signed.
 *
 * @param origin what the log is called
 * @param size how many entries it has
 * @param root the hash over them, in hex
 */
record Checkpoint(String origin, long size, String root) {
  private static final String WHERE = "checkpoint";
  private static final String SIGNED = "\u2014 ";
  private static final int KEY_HASH = 4;
  private static final int HASH = 32;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern NAME = Pattern.compile("[!-*,-~]{1,200}");

  static Checkpoint read(byte[] note, TrustedKeys keys) throws ListRefused {
    if (note.length > Limits.CHECKPOINT) {
      throw new ListRefused(new Refusal.TooLarge(WHERE, note.length, Limits.CHECKPOINT));
    }
    String text = utf8(note);
    int end = text.lastIndexOf("\n\n");
    if (end < 0 || !text.endsWith("\n")) {
      throw malformed("is no signed note");
    }
    String signed = text.substring(0, end + 1);
    List<String> signatures = text.substring(end + 2).lines().toList();
    String[] lines = signed.split("\n", -1);
    if (lines.length < 4
        || !NAME.matcher(lines[0]).matches()
        || !NUMBER.matcher(lines[1]).matches()) {
      throw malformed("lacks a name, a size or a hash");
    }
    byte[] root =
        decoded(lines[2])
            .filter(hash -> hash.length == HASH)
            .orElseThrow(() -> malformed("lacks a name, a size or a hash"));
    for (String line : signatures) {
      if (isGood(line, lines[0], signed, keys)) {
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), HexFormat.of().formatHex(root));
      }
    }
    throw new ListRefused(new Refusal.SignatureUnknown("the log's checkpoint", signatures.size()));
  }

  private static boolean isGood(String line, String origin, String signed, TrustedKeys keys)
      throws ListRefused {
    String start = SIGNED + origin + " ";
    if (!line.startsWith(SIGNED)) {
      throw malformed("has a line among its signatures that is none");
    }
    if (!line.startsWith(start)) {
      return false;
    }
    Optional<byte[]> bytes = decoded(line.substring(start.length()));
    return bytes.filter(all -> all.length > KEY_HASH).isPresent()
        && keys.verifyNote(
            origin,
            Arrays.copyOf(bytes.get(), KEY_HASH),
            signed.getBytes(StandardCharsets.UTF_8),
            Arrays.copyOfRange(bytes.get(), KEY_HASH, bytes.get().length));
  }

  private static String utf8(byte[] note) throws ListRefused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("is not UTF-8 text");
    }
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ListRefused malformed(String why) {
    return new ListRefused(new Refusal.Malformed(WHERE, why));
  }
}
