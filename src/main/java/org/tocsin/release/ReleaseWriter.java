package org.tocsin.release;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.address.Address;
import org.tocsin.publication.ReleaseSets;

/**
 * Brings the newest release out: its files are written, its head is signed, looked at with other
 * eyes and committed, the log is written, and only then the head moves. Every step can be repeated,
 * by this publisher or another one.
 */
final class ReleaseWriter {

  /** Where the head is. */
  static final String HEAD = "head.json";

  /** Where the public keys are. */
  static final String KEYS = "keys.json";

  /** How long a head is believed. Whoever holds back newer ones is found out after this. */
  static final Duration GOOD_FOR = Duration.ofHours(24);

  /** How old a head may become before it is signed again, changed or not. */
  static final Duration SIGNED_AGAIN_AFTER = Duration.ofHours(1);

  /** From how long ago on a reader gets deltas. */
  static final Duration RETAINED = Duration.ofDays(7);

  /** How long a file stays after the last head that names it. */
  static final Duration LINGERS = Duration.ofHours(2);

  /** Deltas may take as much as the snapshot in all, and of a small list this much. */
  static final long LEAST_ROOM_FOR_DELTAS = 64 << 10;

  /** One reader fetches no more of deltas than a snapshot, and all of them are so many at most. */
  static final int TOGETHER = 8;

  private static final int STEPS = 16;

  private static final int ATTEMPTS = 10;

  private final ReleaseSets sets;
  private final ReleaseCommits commits;
  private final ReleaseStore store;
  private final ReleaseKeys keys;
  private final Precheck precheck;
  private final Transactions transactions;
  private final ReleaseFiles files;
  private final TransparencyLog log;

  /** The first block that had no room, so that it is not made in vain again and again. */
  private Optional<Unfit> unfit = Optional.empty();

  private record Unfit(DeltaPlan.Block block, long room) {}

  ReleaseWriter(
      ReleaseSets sets,
      ReleaseCommits commits,
      ReleaseStore store,
      ReleaseKeys keys,
      Precheck precheck,
      Transactions transactions) {
    this.sets = sets;
    this.commits = commits;
    this.store = store;
    this.keys = keys;
    this.precheck = precheck;
    this.transactions = transactions;
    this.files = new ReleaseFiles(store);
    this.log = new TransparencyLog(store, keys, commits, transactions);
  }

  /** Returns the head that readers have, unless it is damaged or not ours. */
  Optional<SignedHead> kept() throws IOException {
    return open(store.get(HEAD));
  }

  private Optional<SignedHead> open(Optional<byte[]> sealed) throws IOException {
    Optional<byte[]> payload = sealed.flatMap(bytes -> Envelope.open(bytes, keys));
    return payload.isEmpty()
        ? Optional.empty()
        : Optional.of(SignedHead.of(HeadJson.read(payload.get()), sealed.orElseThrow()));
  }

  /**
   * Brings the newest release out and returns its head, which is there for readers by then.
   *
   * @throws ReleaseRefused if there is something wrong with it; readers keep the last one
   */
  SignedHead write(Instant now) throws IOException {
    Optional<SignedHead> before = kept();
    log.learn();
    for (int i = 0; i < ATTEMPTS; i++) {
      ReleaseCommits.Last last = transactions.in(commits::last);
      Optional<SignedHead> committed = open(last.sealed().map(SignedHead::bytes));
      if (committed.isPresent() && isEnough(committed.get(), before, now)) {
        moveHead(before, committed.get(), now);
        return committed.get();
      }
      SignedHead staged = stage(before.map(SignedHead::head), now);
      List<String> findings = precheck.findings(new StagedRelease(staged, before, files::get));
      transactions.in(
          () -> {
            commits.looked(staged.head().serial(), now, findings);
            return findings;
          });
      if (!findings.isEmpty()) {
        throw new ReleaseRefused(staged.head().serial(), findings);
      }
      if (transactions.in(() -> commit(last, staged))) {
        moveHead(before, staged, now);
        return staged;
      }
    }
    throw new IllegalStateException("another publisher was faster again and again");
  }

  /** Of two publishers that know the same last head, one commits; the other looks again. */
  private boolean commit(ReleaseCommits.Last last, SignedHead staged) {
    String entry = TransparencyLog.entry(staged.head());
    if (!commits.commit(last.revision(), staged.sealed(), entry)) {
      return false;
    }
    commits.keep(staged.head());
    return true;
  }

  private void moveHead(Optional<SignedHead> before, SignedHead next, Instant now)
      throws IOException {
    log.bringUpToDate();
    byte[] jwks = SignedHead.bytes(keys.jwks());
    if (!store.has(KEYS, jwks.length)) {
      store.put(KEYS, jwks);
    }
    if (!before.equals(Optional.of(next))) {
      store.put(HEAD, next.bytes());
    }
    if (before.isPresent()) {
      files.linger(before.get().head(), next.head());
    }
    files.sweep(
        next.head(),
        TransparencyLog.partials(transactions.in(commits::last).logged()),
        now.minus(LINGERS));
  }

  /**
   * Tells whether a committed head is all that has to go out, its files are here and readers did
   * not see more. What another publisher committed is made here from the same facts; if it comes
   * out the same to the byte, it is the same release and only its files were missing.
   */
  private boolean isEnough(SignedHead committed, Optional<SignedHead> before, Instant now)
      throws IOException {
    Head head = committed.head();
    ReleaseSets.Newest newest = transactions.in(sets::newest);
    Optional<Head> read = before.map(SignedHead::head);
    return isCurrent(head, newest, now)
        && read.filter(seen -> contradicts(seen, newest, head.setSha256())).isEmpty()
        && (files.hasAll(head) || stage(read, head.issuedAt()).equals(committed));
  }

  static boolean isCurrent(Head head, ReleaseSets.Newest newest, Instant now) {
    return head.session().equals(newest.session())
        && head.serial() == newest.serial()
        && now.isBefore(head.issuedAt().plus(SIGNED_AGAIN_AFTER))
        && !now.isBefore(head.issuedAt());
  }

  /** Writes the files of the newest release and signs its head. Nobody sees it yet. */
  private SignedHead stage(Optional<Head> before, Instant now) throws IOException {
    Head head = make(before, moment(), now);
    return SignedHead.of(head, Envelope.seal(HeadJson.write(head, keys.ids()), keys));
  }

  private record Moment(ReleaseSets.Newest newest, List<Address> set) {}

  /** Reads the newest release with its own set, however much is published meanwhile. */
  private Moment moment() {
    while (true) {
      Moment moment = transactions.in(() -> new Moment(sets.newest(), sets.set()));
      if (transactions.in(sets::newest).equals(moment.newest())) {
        return moment;
      }
    }
  }

  private Head make(Optional<Head> last, Moment moment, Instant now) throws IOException {
    ReleaseSets.Newest newest = moment.newest();
    List<Address> set = moment.set();
    byte[] text = CanonicalText.set(set);
    String digest = Sha256.hex(text);
    UUID session = newest.session();
    if (last.filter(head -> contradicts(head, newest, digest)).isPresent()) {
      session = transactions.in(() -> sets.beginSession(now));
    }
    UUID current = session;
    Optional<Head> before = last.filter(head -> head.session().equals(current));
    Head.File snapshot = files.set(text);
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
        deltas(newest.serial(), before, room(text.length), now));
  }

  /** In coarse steps, so that what had no room has none in the next release either. */
  private static long room(long snapshot) {
    long room = Math.max(snapshot, LEAST_ROOM_FOR_DELTAS);
    return room - room % (Long.highestOneBit(room) / STEPS);
  }

  /** A restored database counts serials again that readers have seen already. */
  private static boolean contradicts(Head head, ReleaseSets.Newest newest, String digest) {
    return head.session().equals(newest.session())
        && (head.serial() > newest.serial()
            || (head.serial() == newest.serial() && !head.setSha256().equals(digest)));
  }

  private List<Head.Delta> deltas(long serial, Optional<Head> before, long room, Instant now)
      throws IOException {
    long oldest = transactions.in(() -> sets.serialAt(now.minus(RETAINED)));
    List<DeltaPlan.Block> blocks = DeltaPlan.blocks(oldest, serial);
    History history = new History(blocks.isEmpty() ? serial : blocks.get(blocks.size() - 1).from());
    List<Head.Delta> deltas = new ArrayList<>();
    long bytes = 0;
    for (DeltaPlan.Block block : blocks) {
      if (unfit.equals(Optional.of(new Unfit(block, room)))) {
        break;
      }
      Optional<Head.File> known = before.flatMap(head -> head.delta(block));
      Head.File file =
          known.isPresent() && files.has(known.get())
              ? known.get()
              : files.delta(CanonicalText.delta(history.back(block.from(), serial).of(block)));
      bytes += file.bytes();
      if (file.bytes() + Head.bytesFrom(block.to(), deltas) > room || bytes > TOGETHER * room) {
        unfit = Optional.of(new Unfit(block, room));
        break;
      }
      deltas.add(new Head.Delta(block.from(), block.to(), file));
    }
    return deltas;
  }

  /** What happened, read as far back as it is needed and twice as far each time. */
  private final class History {

    private final long oldest;
    private long from = Long.MAX_VALUE;
    private Changes changes = new Changes(List.of());

    History(long oldest) {
      this.oldest = oldest;
    }

    Changes back(long wanted, long serial) {
      if (wanted < from) {
        from = Math.max(oldest, serial - 2 * (serial - wanted));
        long after = from;
        changes = new Changes(transactions.in(() -> sets.changes(after, serial)));
      }
      return changes;
    }
  }
}
