package org.tocsin.release;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.address.Address;
import org.tocsin.publication.ReleaseHistory;

/**
 * Writes the files of the newest release: what is missing of its snapshot and deltas, then its
 * head. Every step can be repeated.
 */
final class ReleaseWriter {

  /** Where the head is. */
  static final String HEAD = "head.json";

  /** Where the files are served. */
  private static final String PATH = "/blocklist/";

  private static final String SET = "set";
  private static final String DELTA = "delta";

  /** How long a head is believed. Whoever holds back newer ones is found out after this. */
  static final Duration GOOD_FOR = Duration.ofHours(24);

  /** From how long ago on a reader gets deltas. */
  static final Duration RETAINED = Duration.ofDays(7);

  /** How long a file stays after the last head that names it. */
  static final Duration LINGERS = Duration.ofHours(2);

  /** Deltas may take as much as the snapshot in all, and of a small list this much. */
  static final long LEAST_ROOM_FOR_DELTAS = 64 << 10;

  private final ReleaseHistory history;
  private final ReleaseStore store;
  private final ReleaseKeys keys;

  ReleaseWriter(ReleaseHistory history, ReleaseStore store, ReleaseKeys keys) {
    this.history = history;
    this.store = store;
    this.keys = keys;
  }

  /** Returns the head that was written last, unless it is damaged or not ours. */
  Optional<SignedHead> kept() throws IOException {
    Optional<byte[]> sealed = store.get(HEAD);
    Optional<byte[]> payload = sealed.flatMap(bytes -> Envelope.open(bytes, keys));
    return payload.isEmpty()
        ? Optional.empty()
        : Optional.of(SignedHead.of(HeadJson.read(payload.get()), sealed.orElseThrow()));
  }

  /** Writes the newest release and returns its head, which is there for readers by then. */
  SignedHead write(Optional<Head> last, Instant now) throws IOException {
    Head head = make(last, now);
    byte[] sealed = Envelope.seal(HeadJson.write(head), keys);
    store.put(HEAD, sealed);
    sweep(last, head, now);
    return SignedHead.of(head, sealed);
  }

  private record Moment(ReleaseHistory.Newest newest, List<Address> set) {}

  /** Reads the newest release with its own set, however much is published meanwhile. */
  private Moment moment() {
    while (true) {
      Moment moment = new Moment(history.newest(), history.set());
      if (history.newest().equals(moment.newest())) {
        return moment;
      }
    }
  }

  private Head make(Optional<Head> last, Instant now) throws IOException {
    Moment moment = moment();
    ReleaseHistory.Newest newest = moment.newest();
    List<Address> set = moment.set();
    byte[] text = CanonicalText.set(set);
    String digest = Sha256.hex(text);
    UUID session = newest.session();
    if (last.filter(head -> contradicts(head, newest, digest)).isPresent()) {
      session = history.beginSession(now);
    }
    UUID current = session;
    Optional<Head> before = last.filter(head -> head.session().equals(current));
    Head.File snapshot = write(SET, text);
    int v4 = (int) set.stream().filter(one -> one.family() == Address.Family.IPV4).count();
    return new Head(
        session,
        newest.serial(),
        now,
        now.plus(GOOD_FOR),
        v4,
        set.size() - v4,
        digest,
        snapshot,
        deltas(newest.serial(), before, Math.max(text.length, LEAST_ROOM_FOR_DELTAS), now));
  }

  /** A restored database counts serials again that readers have seen already. */
  private static boolean contradicts(Head head, ReleaseHistory.Newest newest, String digest) {
    return head.session().equals(newest.session())
        && (head.serial() > newest.serial()
            || (head.serial() == newest.serial() && !head.setSha256().equals(digest)));
  }

  private List<Head.Delta> deltas(long serial, Optional<Head> before, long room, Instant now)
      throws IOException {
    List<Head.Delta> deltas = new ArrayList<>();
    long bytes = 0;
    for (DeltaPlan.Block block : DeltaPlan.blocks(history.serialAt(now.minus(RETAINED)), serial)) {
      Optional<Head.File> known = before.flatMap(head -> head.delta(block));
      Head.File file =
          known.isPresent() && isKept(known.get())
              ? known.get()
              : write(DELTA, CanonicalText.delta(history.lastChanges(block.from(), block.to())));
      bytes += file.bytes();
      if (bytes > room) {
        break;
      }
      deltas.add(new Head.Delta(block.from(), block.to(), file));
    }
    return deltas;
  }

  private boolean isKept(Head.File file) throws IOException {
    return store.has(name(file), file.bytes());
  }

  private static String name(Head.File file) {
    return file.url().substring(PATH.length());
  }

  private Head.File write(String kind, byte[] text) throws IOException {
    String digest = Sha256.hex(text);
    String name = kind + "/" + digest + ".txt";
    Head.File file = new Head.File(PATH + name, digest, text.length);
    if (!store.has(name, text.length)) {
      for (Packing packing : Packing.values()) {
        store.put(name + packing.suffix(), packing.pack(text));
      }
      store.put(name, text);
    }
    return file;
  }

  /** Readers of the last head still look for what only it names; it stays for a while. */
  private void sweep(Optional<Head> last, Head head, Instant now) throws IOException {
    Set<String> named = named(head);
    if (last.isPresent()) {
      for (String name : named(last.get())) {
        if (!named.contains(name)) {
          store.touch(name);
        }
      }
    }
    for (String name : store.writtenBefore(now.minus(LINGERS))) {
      if (isOfAny(name) && !named.contains(name)) {
        store.delete(name);
      }
    }
  }

  private static boolean isOfAny(String name) {
    return name.startsWith(SET + "/") || name.startsWith(DELTA + "/");
  }

  private static Set<String> named(Head head) {
    Set<String> named = new HashSet<>(Set.of(HEAD));
    List<Head.File> files = new ArrayList<>(List.of(head.snapshot()));
    head.deltas().forEach(delta -> files.add(delta.file()));
    for (Head.File file : files) {
      named.add(name(file));
      for (Packing packing : Packing.values()) {
        named.add(name(file) + packing.suffix());
      }
    }
    return named;
  }
}
