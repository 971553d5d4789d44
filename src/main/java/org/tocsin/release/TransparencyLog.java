package org.tocsin.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The log of every release that had a head, as tiles and a signed checkpoint (C2SP tlog-tiles).
 * Whoever keeps a checkpoint finds out if history is told differently later, or to somebody else.
 */
final class TransparencyLog {

  static final String FOLDER = "log";
  private static final String CHECKPOINT = FOLDER + "/checkpoint";
  private static final String TILE = FOLDER + "/tile/";

  /** What comes before the width of a tile that is not full. */
  static final String PARTIAL = ".p/";

  private static final String ORIGIN = "tocsin/";
  private static final int AT_ONCE = 10_000;

  private final ReleaseStore store;
  private final ReleaseKeys keys;
  private final ReleaseCommits commits;
  private final Transactions transactions;

  TransparencyLog(
      ReleaseStore store, ReleaseKeys keys, ReleaseCommits commits, Transactions transactions) {
    this.store = store;
    this.keys = keys;
    this.commits = commits;
    this.transactions = transactions;
  }

  /** Returns what is logged of a release. */
  static String entry(Head head) {
    return head.session() + " " + head.serial() + " " + head.setSha256();
  }

  /**
   * Takes up what was published and is not known here any more, as after a restored backup: the log
   * goes on from what readers have seen.
   */
  void learn() throws IOException {
    Optional<Checkpoint> published = published();
    long known = transactions.in(commits::last).logged();
    if (published.isEmpty() || published.get().size() <= known) {
      return;
    }
    long size = published.get().size();
    List<String> forgotten = new ArrayList<>();
    for (long bundle = known / MerkleEdge.WIDTH; bundle * MerkleEdge.WIDTH < size; bundle++) {
      long first = bundle * MerkleEdge.WIDTH;
      List<String> entries = bundle(bundle, (int) Math.min(MerkleEdge.WIDTH, size - first));
      forgotten.addAll(entries.subList((int) Math.max(0, known - first), entries.size()));
    }
    MerkleEdge tree = new MerkleEdge();
    for (long from = 0; from < known; from += AT_ONCE) {
      entries(from, Math.min(known, from + AT_ONCE)).forEach(entry -> tree.add(bytes(entry)));
    }
    forgotten.forEach(entry -> tree.add(bytes(entry)));
    if (!published.get().isOf(tree)) {
      throw new IOException(
          "the transparency log in the store is not the one this database began; restore log/ from"
              + " where it was, or delete it and tell readers that the log begins again");
    }
    transactions.in(
        () -> {
          commits.learn(id(published.get().origin()), known, forgotten);
          return true;
        });
  }

  /** Writes what the store lacks of the log, then the checkpoint. */
  void bringUpToDate() throws IOException {
    ReleaseCommits.Last last = transactions.in(commits::last);
    String origin = origin(last.logId());
    Optional<Checkpoint> published =
        published().filter(one -> one.origin().equals(origin) && one.size() <= last.logged());
    if (published.filter(one -> one.size() == last.logged()).isPresent()) {
      return;
    }
    MerkleEdge tree = published.isPresent() ? edge(published.get()) : new MerkleEdge();
    long first = tree.size() - tree.size() % MerkleEdge.WIDTH;
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (String entry : entries(first, tree.size())) {
      append(bundle, bytes(entry));
    }
    while (tree.size() < last.logged()) {
      long upTo = Math.min(last.logged(), tree.size() + AT_ONCE);
      for (String entry : entries(tree.size(), upTo)) {
        append(bundle, bytes(entry));
        for (MerkleEdge.Tile full : tree.add(bytes(entry))) {
          put(full);
          if (full.level() == 0) {
            store.put(TILE + "entries/" + path(full.index()), bundle.toByteArray());
            bundle.reset();
          }
        }
      }
    }
    for (MerkleEdge.Tile partial : tree.partials()) {
      put(partial);
    }
    int width = MerkleEdge.partialWidth(tree.size(), 0);
    if (width > 0) {
      store.put(
          TILE + "entries/" + path(tree.size() / MerkleEdge.WIDTH) + PARTIAL + width,
          bundle.toByteArray());
    }
    store.put(CHECKPOINT, Checkpoint.of(origin, tree).seal(keys));
  }

  /** The name does not depend on where the log is served: a copy is the same log. */
  static String origin(UUID log) {
    return ORIGIN + log;
  }

  /** Returns the files that are not full and that the checkpoint of a size stands for. */
  static Set<String> partials(long size) {
    Set<String> names = new HashSet<>();
    for (int level = 0; level < MerkleEdge.levels(size); level++) {
      String tile =
          path(size >> (8 * (level + 1))) + PARTIAL + MerkleEdge.partialWidth(size, level);
      names.add(TILE + level + '/' + tile);
      if (level == 0) {
        names.add(TILE + "entries/" + tile);
      }
    }
    return names;
  }

  /** Returns the file that has an entry, in a log of so many. */
  static String entryTile(long position, long size) {
    long index = position / MerkleEdge.WIDTH;
    String name = TILE + "entries/" + path(index);
    return size >= (index + 1) * MerkleEdge.WIDTH ? name : name + PARTIAL + size % MerkleEdge.WIDTH;
  }

  private static UUID id(String origin) {
    return UUID.fromString(origin.substring(ORIGIN.length()));
  }

  private Optional<Checkpoint> published() throws IOException {
    return store.get(CHECKPOINT).flatMap(note -> Checkpoint.open(note, keys));
  }

  private List<String> entries(long from, long upTo) {
    return from == upTo ? List.of() : transactions.in(() -> commits.entries(from, upTo));
  }

  private void put(MerkleEdge.Tile tile) throws IOException {
    String name = TILE + tile.level() + '/' + path(tile.index());
    store.put(tile.isFull() ? name : name + PARTIAL + tile.width(), tile.hashes());
  }

  /** Returns the right edge of what is published, or that of an empty tree to begin again with. */
  private MerkleEdge edge(Checkpoint published) throws IOException {
    List<byte[]> partials = new ArrayList<>();
    for (int level = 0; level < MerkleEdge.levels(published.size()); level++) {
      int width = MerkleEdge.partialWidth(published.size(), level);
      String tile = TILE + level + '/' + path(published.size() >> (8 * (level + 1)));
      partials.add(
          width == 0 ? new byte[0] : store.get(tile + PARTIAL + width).orElse(new byte[0]));
    }
    MerkleEdge edge = new MerkleEdge(published.size(), partials);
    return published.isOf(edge) ? edge : new MerkleEdge();
  }

  private List<String> bundle(long index, int width) throws IOException {
    String name = TILE + "entries/" + path(index);
    byte[] bytes =
        store
            .get(width == MerkleEdge.WIDTH ? name : name + PARTIAL + width)
            .orElseThrow(() -> new IOException(name + " of the transparency log is missing"));
    List<String> entries = new ArrayList<>();
    for (int at = 0; at + 2 <= bytes.length; ) {
      int length = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
      if (at + 2 + length > bytes.length) {
        throw new IOException(name + " of the transparency log ends in the middle of an entry");
      }
      entries.add(new String(bytes, at + 2, length, StandardCharsets.US_ASCII));
      at += 2 + length;
    }
    if (entries.size() != width) {
      throw new IOException(name + " of the transparency log has not as many entries as it should");
    }
    return entries;
  }

  private static void append(ByteArrayOutputStream bundle, byte[] entry) {
    bundle.write(entry.length >> 8);
    bundle.write(entry.length);
    bundle.writeBytes(entry);
  }

  private static byte[] bytes(String entry) {
    return entry.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns a tile's number in groups of three digits, all but the last marked. */
  static String path(long index) {
    String last = String.format("%03d", index % 1000);
    return index < 1000 ? last : marked(index / 1000) + '/' + last;
  }

  private static String marked(long index) {
    String last = String.format("x%03d", index % 1000);
    return index < 1000 ? last : marked(index / 1000) + '/' + last;
  }
}
