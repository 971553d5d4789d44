package org.tocsin.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether a head can be believed now, agrees with itself, and follows what was known before. */
final class HeadCheck {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * What a reader fetches of deltas may be as much as the snapshot, and of a small list this much.
   */
  private static final long LEAST_ROOM_FOR_DELTAS = 64 << 10;

  private final Head head;
  private final Findings findings;

  HeadCheck(Head head, Findings findings) {
    this.head = head;
    this.findings = findings;
  }

  void time(Instant now, Limits limits) {
    Duration goodFor = limits.goodFor();
    if (head.issuedAt().isAfter(now.plus(TOLERANCE))) {
      findings.wrong("the head was issued in the future, at " + head.issuedAt() + ", now " + now);
    }
    if (!now.isBefore(head.expiresAt())) {
      String expired = "the head has expired at " + head.expiresAt() + ", now it is " + now;
      if (limits.expiredAllowed()) {
        findings.notice(expired);
      } else {
        findings.wrong(expired);
      }
    }
    if (!head.expiresAt().isAfter(head.issuedAt())) {
      findings.wrong(
          "the head expires at "
              + head.expiresAt()
              + ", not after its issue at "
              + head.issuedAt());
    } else if (head.expiresAt().isAfter(head.issuedAt().plus(goodFor))) {
      findings.wrong(
          "the head of "
              + head.issuedAt()
              + " claims to be good until "
              + head.expiresAt()
              + ", at most "
              + goodFor.toHours()
              + " hours are right");
    }
  }

  void follows(Known known) {
    if (!known.session().equals(head.session())) {
      findings.notice(
          "a new session has begun: " + head.session() + ", before it was " + known.session());
    } else if (head.serial() < known.serial()) {
      findings.wrong(
          "the head goes back to serial " + head.serial() + ", " + known.serial() + " was known");
    } else if (head.serial() == known.serial() && !head.setSha256().equals(known.setSha256())) {
      findings.wrong(
          "serial "
              + head.serial()
              + " has two sets: "
              + head.setSha256()
              + ", before it was "
              + known.setSha256());
    }
  }

  void agreesWithItself() {
    if (!head.snapshot().sha256().equals(head.setSha256())) {
      findings.wrong(
          "the head: the snapshot's checksum is "
              + head.snapshot().sha256()
              + ", the set's "
              + head.setSha256());
    }
    if (head.serial() == 0 && (head.v4() != 0 || head.v6() != 0 || !head.deltas().isEmpty())) {
      findings.wrong("the head: serial 0 must be the empty set before the first release");
    }
    long room = Math.max(head.snapshot().bytes(), LEAST_ROOM_FOR_DELTAS);
    long before = Long.MAX_VALUE;
    for (Head.DeltaFile delta : head.deltas()) {
      if (delta.from() >= delta.to()) {
        findings.wrong("the chain is broken: " + delta.name() + " does not lead forward");
      }
      if (delta.from() >= before) {
        findings.wrong(
            "the chain is broken: " + delta.name() + " stands behind one from " + before);
      }
      before = delta.from();
      chain(delta, room);
    }
  }

  /** Whoever has the release that a delta is from comes to the head's, in steps forward. */
  private void chain(Head.DeltaFile first, long room) {
    List<Head.DeltaFile> path = head.path(first.from());
    long bytes = path.stream().mapToLong(delta -> delta.file().bytes()).sum();
    long at = path.isEmpty() ? first.from() : path.get(path.size() - 1).to();
    if (at != head.serial()) {
      findings.wrong(
          "the chain is broken: "
              + first.name()
              + " leads to "
              + at
              + " and from there nothing to "
              + head.serial());
    }
    if (bytes > room) {
      findings.wrong(
          "the head: its deltas from serial "
              + first.from()
              + " on have "
              + bytes
              + " bytes, at most "
              + room
              + " may be");
    }
  }
}
