package org.tocsin.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Commits in memory. */
final class MemoryCommits implements ReleaseCommits {

  private final List<String> log = new ArrayList<>();
  private Optional<String> sealed = Optional.empty();
  private long revision;
  private UUID logId = new UUID(7, 7);
  private Runnable beforeCommit = () -> {};

  /** Lets somebody do something between the look at the last head and the commit of the next. */
  void meanwhile(Runnable done) {
    beforeCommit = done;
  }

  /** Goes back to fewer entries, as a database does that is restored from a backup. */
  void restore(int entries) {
    log.subList(entries, log.size()).clear();
    sealed = Optional.empty();
  }

  /** Begins empty, as a new database does. */
  void beginAgain() {
    restore(0);
    logId = new UUID(8, 8);
  }

  @Override
  public Last last() {
    return new Last(revision, sealed, log.size(), logId);
  }

  @Override
  public boolean commit(long known, String head, String entry) {
    Runnable others = beforeCommit;
    beforeCommit = () -> {};
    others.run();
    if (revision != known) {
      return false;
    }
    revision++;
    sealed = Optional.of(head);
    if (log.isEmpty() || !log.get(log.size() - 1).equals(entry)) {
      log.add(entry);
    }
    return true;
  }

  @Override
  public void keep(Head head) {}

  @Override
  public void looked(long serial, Instant at, List<String> findings) {}

  @Override
  public List<String> entries(long from, long upTo) {
    return List.copyOf(log.subList((int) from, (int) Math.min(upTo, log.size())));
  }

  @Override
  public void learn(UUID id, long position, List<String> entries) {
    logId = id;
    if (position != log.size()) {
      throw new IllegalArgumentException("entries are taken up at the end");
    }
    log.addAll(entries);
  }
}
