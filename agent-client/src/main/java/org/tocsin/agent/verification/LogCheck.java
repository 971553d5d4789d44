package org.tocsin.agent.verification;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tocsin.agent.verification.ListHead.Release;
import org.tocsin.agent.verification.Tiles.TileMissing;

/**
 * Follows a transparency log from the checkpoint kept to the one offered. The tree is grown from
 * what was kept with the hashes of what came since; that it has the old root on the way and the new
 * one at the end proves that nothing of the past was rewritten. The newest 256 to 511 entries are
 * read each time, and the release has to be among them. Used for one check.
 */
public final class LogCheck {
  private static final int WIDTH = 256;
  private static final int HASH = 32;

  private final Checkpoint offered;
  private final Optional<LogMemory> known;
  private final Tiles tiles;
  private final byte[] wanted;
  private final long base;
  private final TreeEdge edge;
  private boolean found;
  private TreeEdge atBase = new TreeEdge();
  private String path = "";
  private byte[] tile = new byte[0];

  private LogCheck(Checkpoint offered, Optional<LogMemory> known, Release release, Tiles tiles) {
    this.offered = offered;
    this.known = known;
    this.tiles = tiles;
    String entry = release.session() + " " + release.serial() + " " + release.setSha256();
    this.wanted = TreeEdge.leaf(entry.getBytes(StandardCharsets.US_ASCII));
    this.base = Math.max(0, (offered.size() - 1) / WIDTH * WIDTH - WIDTH);
    this.edge =
        known.map(memory -> TreeEdge.of(memory.base(), memory.edge())).orElseGet(TreeEdge::new);
  }

  /** Answers what is to be kept of the log that the note stands for. */
  public static LogMemory follow(
      byte[] note, TrustedKeys keys, Optional<LogMemory> known, Release release, Tiles tiles)
      throws ListRefused, TileMissing {
    Checkpoint offered = Checkpoint.read(note, keys);
    if (known.isPresent()) {
      refuseStepBack(known.get(), offered);
    }
    return new LogCheck(offered, known, release, tiles).walked(release);
  }

  private static void refuseStepBack(LogMemory known, Checkpoint offered) throws ListRefused {
    if (!known.origin().equals(offered.origin())) {
      throw new ListRefused(new Refusal.LogReplaced(known.origin(), offered.origin()));
    }
    if (offered.size() < known.size()) {
      throw new ListRefused(new Refusal.LogWentBack(known.size(), offered.size()));
    }
  }

  private LogMemory walked(Release release) throws ListRefused, TileMissing {
    while (edge.size() < offered.size()) {
      remember();
      step();
    }
    remember();
    requireRoot(offered.size(), offered.root());
    if (!found) {
      throw new ListRefused(new Refusal.NotInLog(release.serial(), offered.size()));
    }
    return new LogMemory(
        offered.origin(), offered.size(), offered.root(), atBase.size(), atBase.hex());
  }

  private void remember() throws ListRefused {
    if (edge.size() == base) {
      atBase = TreeEdge.of(base, edge.hex());
    }
    if (known.isPresent() && known.get().size() == edge.size()) {
      requireRoot(edge.size(), known.get().root());
    }
  }

  private void requireRoot(long size, String root) throws ListRefused {
    String computed = HexFormat.of().formatHex(edge.root());
    if (!computed.equals(root)) {
      throw new ListRefused(new Refusal.LogRewritten(size, root, computed));
    }
  }

  /**
   * Adds the largest full tile that goes no further than the next place where one must look; from
   * the base on, entry by entry.
   */
  private void step() throws ListRefused, TileMissing {
    long at = edge.size();
    long stop =
        LongStream.of(base, known.map(LogMemory::size).orElse(0L), offered.size())
            .filter(place -> place > at)
            .min()
            .orElse(offered.size());
    int level = 0;
    while (at < base
        && at % (1L << (8 * (level + 1))) == 0
        && at + (1L << (8 * (level + 1))) <= stop) {
      level++;
    }
    byte[] hash = hash(level, at >> (8 * level));
    edge.add(8 * level, hash);
    found |= level == 0 && at >= base && Arrays.equals(hash, wanted);
  }

  private byte[] hash(int level, long index) throws ListRefused, TileMissing {
    long number = index / WIDTH;
    int width = (int) Math.min(WIDTH, (offered.size() >> (8 * level)) - number * WIDTH);
    String needed = "tile/" + level + "/" + digits(number) + (width < WIDTH ? ".p/" + width : "");
    if (!needed.equals(path)) {
      tile = tiles.tile(needed, width * HASH);
      path = needed;
    }
    if (tile.length != width * HASH) {
      throw new ListRefused(new Refusal.Malformed(needed, "has not " + width + " hashes"));
    }
    int from = (int) (index % WIDTH) * HASH;
    return Arrays.copyOfRange(tile, from, from + HASH);
  }

  /** Three digits at a time, all groups but the last marked. */
  private static String digits(long number) {
    String text = "%03d".formatted(number % 1000);
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      text = "x%03d/%s".formatted(rest % 1000, text);
    }
    return text;
  }
}
