package org.tocsin.release;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How long a transparency log is and what it holds, as a signed note (C2SP tlog-checkpoint).
 *
 * @param origin what the log is called, also the name of the keys that sign for it
 * @param size how many entries it has
 * @param root of the tree over them, in base64
 */
record Checkpoint(String origin, long size, String root) {

  private static final int ED25519 = 1;
  private static final int KEY_HASH = 4;

  static Checkpoint of(String origin, MerkleEdge tree) {
    return new Checkpoint(origin, tree.size(), root(tree));
  }

  private static String root(MerkleEdge tree) {
    return Base64.getEncoder().encodeToString(tree.root());
  }

  /** Tells whether it stands for a tree. */
  boolean isOf(MerkleEdge tree) {
    return size == tree.size() && root.equals(root(tree));
  }

  private String text() {
    return origin + '\n' + size + '\n' + root + '\n';
  }

  byte[] seal(ReleaseKeys keys) {
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    StringBuilder note = new StringBuilder(text()).append('\n');
    for (SigningKey key : keys.all()) {
      ByteArrayOutputStream signature = new ByteArrayOutputStream();
      signature.writeBytes(keyHash(key));
      signature.writeBytes(key.sign(text));
      note.append("\u2014 ")
          .append(origin)
          .append(' ')
          .append(Base64.getEncoder().encodeToString(signature.toByteArray()))
          .append('\n');
    }
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a checkpoint if one of the keys signed it. */
  static Optional<Checkpoint> open(byte[] note, ReleaseKeys keys) {
    List<String> lines = new String(note, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() < 5) {
      return Optional.empty();
    }
    try {
      Checkpoint read = new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), lines.get(2));
      return read.isSigned(lines.subList(4, lines.size()), keys)
          ? Optional.of(read)
          : Optional.empty();
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private boolean isSigned(List<String> signatures, ReleaseKeys keys)
      throws GeneralSecurityException {
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    for (String line : signatures) {
      byte[] signature = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
      for (SigningKey key : keys.all()) {
        if (Arrays.equals(keyHash(key), Arrays.copyOf(signature, KEY_HASH))
            && key.verifies(text, Arrays.copyOfRange(signature, KEY_HASH, signature.length))) {
          return true;
        }
      }
    }
    return false;
  }

  private byte[] keyHash(SigningKey key) {
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes(origin.getBytes(StandardCharsets.UTF_8));
    named.write('\n');
    named.write(ED25519);
    named.writeBytes(key.raw());
    return Arrays.copyOf(Sha256.of(named.toByteArray()), KEY_HASH);
  }
}
