package org.tocsin.check;

import java.io.IOException;
import java.util.Optional;

/** A release that is there already, and that no other may go back behind. */
final class Replaced {

  private static final int LONGEST = 1 << 20;

  private final ReleaseFiles there;
  private final TrustedKeys keys;
  private final Limits limits;

  Replaced(ReleaseFiles there, TrustedKeys keys, Limits limits) {
    this.there = there;
    this.keys = keys;
    this.limits = limits;
  }

  /** Finds whatever is wrong with another release coming after this one. */
  void isFollowedBy(ReleaseFiles next, Findings findings) throws Wrong, IOException {
    Optional<Head> before = head(there);
    if (before.isEmpty()) {
      return;
    }
    Head head = head(next).orElseThrow();
    if (head.issuedAt().isBefore(before.get().issuedAt())) {
      findings.wrong(
          "the head was issued at "
              + head.issuedAt()
              + ", the one that is there already later, at "
              + before.get().issuedAt());
    }
    new HeadCheck(head, findings)
        .follows(
            new Known(
                before.get().session(),
                before.get().serial(),
                before.get().setSha256(),
                Optional.empty()));
    new LogCheck(next, keys, limits, findings).check(head, log());
  }

  private Optional<Head> head(ReleaseFiles files) throws Wrong, IOException {
    Optional<byte[]> sealed = files.get(BundleNames.url(BundleNames.HEAD), LONGEST);
    if (sealed.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new HeadReader(keys, limits, new Findings()).read(sealed.get()));
    } catch (Wrong e) {
      throw new Wrong("what is there already cannot be compared: " + e.sentence());
    }
  }

  private Optional<Known.Log> log() throws Wrong, IOException {
    Optional<byte[]> note = there.get(BundleNames.url(BundleNames.CHECKPOINT), LONGEST);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint = Checkpoint.read(note.get(), keys, new Findings());
      return Optional.of(new Known.Log(checkpoint.size(), checkpoint.root()));
    } catch (Wrong e) {
      throw new Wrong("what is there already cannot be compared: " + e.sentence());
    }
  }
}
