package org.tocsin.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the transparency log is whole, only ever grew, and tells of the head's release. Whoever
 * gives two readers two sets under one number has to keep two logs, and one that has been seen
 * cannot be taken back.
 */
final class LogCheck {

  private static final String CHECKPOINT = "/blocklist/log/checkpoint";
  private static final int LONGEST_CHECKPOINT = 64 << 10;
  private static final int LONGEST_ENTRY = 256;
  private static final String ENTRY = "[0-9a-f-]{36} (0|[1-9][0-9]{0,18}) [0-9a-f]{64}";

  private final ReleaseFiles files;
  private final TrustedKeys keys;
  private final Limits limits;
  private final Findings findings;

  LogCheck(ReleaseFiles files, TrustedKeys keys, Limits limits, Findings findings) {
    this.files = files;
    this.keys = keys;
    this.limits = limits;
    this.findings = findings;
  }

  /** Returns how long the log is, empty if there is none and none is needed. */
  Optional<Known.Log> check(Head head, Optional<Known.Log> before) throws Wrong, IOException {
    Optional<byte[]> note = files.get(CHECKPOINT, LONGEST_CHECKPOINT);
    if (note.isEmpty()) {
      if (limits.logRequired() || before.isPresent()) {
        throw new Wrong(
            "there is no log/checkpoint" + (before.isPresent() ? ", there was one before" : ""));
      }
      findings.notice("there is no transparency log");
      return Optional.empty();
    }
    if (note.get().length > LONGEST_CHECKPOINT) {
      throw new Wrong("log/checkpoint is longer than " + LONGEST_CHECKPOINT + " bytes");
    }
    Checkpoint checkpoint = Checkpoint.read(note.get(), keys, findings);
    Tiles tiles = new Tiles(files, checkpoint.size());
    String root = Bytes.base64(tiles.root());
    if (!root.equals(checkpoint.root())) {
      throw new Wrong(
          "log/checkpoint names the root " + checkpoint.root() + ", the tiles hash to " + root);
    }
    if (before.isPresent()) {
      grew(before.get(), tiles, checkpoint.size());
    }
    look(head, tiles, checkpoint.size());
    return Optional.of(new Known.Log(checkpoint.size(), root));
  }

  private static void grew(Known.Log before, Tiles tiles, long size) throws Wrong, IOException {
    if (size < before.size()) {
      throw new Wrong("the log has " + size + " entries, it had " + before.size() + " before");
    }
    String root = Bytes.base64(tiles.rootAt(before.size()));
    if (!root.equals(before.root())) {
      throw new Wrong(
          "the log was rewritten: its first "
              + before.size()
              + " entries hash to "
              + root
              + ", before it was "
              + before.root());
    }
  }

  /** Reads the newest entries, each of which must be what the tree says, and finds the head's. */
  private void look(Head head, Tiles tiles, long size) throws Wrong, IOException {
    String wanted = head.session() + " " + head.serial();
    Map<String, String> sets = new HashMap<>();
    long bundles = (size + Tiles.WIDTH - 1) / Tiles.WIDTH;
    long read = Math.min(bundles, limits.logBundles());
    for (long bundle = bundles - 1; bundle >= bundles - read; bundle--) {
      List<byte[]> entries = tiles.entries(bundle, LONGEST_ENTRY);
      List<byte[]> leaves = tiles.hashes(0, bundle);
      for (int i = entries.size() - 1; i >= 0; i--) {
        long number = bundle * Tiles.WIDTH + i;
        if (!Arrays.equals(Merkle.leaf(entries.get(i)), leaves.get(i))) {
          throw new Wrong("log entry " + number + " does not hash to its leaf in the tree");
        }
        note(entries.get(i), number, sets);
      }
    }
    String logged = sets.getOrDefault(wanted, "");
    if (logged.isEmpty()) {
      throw new Wrong("the release is not among the newest entries of the log, of " + size);
    }
    if (!logged.equals(head.setSha256())) {
      throw new Wrong(
          "the log says of this release that its set is " + logged + ", not " + head.setSha256());
    }
    if (sets.containsKey(head.session() + " " + (head.serial() + 1))) {
      findings.notice("the log tells of serial " + (head.serial() + 1) + " already");
    }
    findings.verified(
        String.format(Locale.ROOT, "log: %,d entries, the release is among them", size));
  }

  private static void note(byte[] entry, long number, Map<String, String> sets) throws Wrong {
    String text = new String(entry, StandardCharsets.ISO_8859_1);
    if (!text.matches(ENTRY)) {
      throw new Wrong("log entry " + number + " is no release: " + Quoted.of(text));
    }
    int space = text.lastIndexOf(' ');
    String release = text.substring(0, space);
    String set = text.substring(space + 1);
    String other = sets.putIfAbsent(release, set);
    if (other != null && !other.equals(set)) {
      throw new Wrong(
          "the log tells of two sets of one release, " + release + ": " + set + " and " + other);
    }
  }
}
