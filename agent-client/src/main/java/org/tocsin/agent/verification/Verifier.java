package org.tocsin.agent.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.verification.ListHead.Release;

/** Verifies heads with the keys of one server. Immutable. */
public final class Verifier {
  private final TrustedKeys keys;

  public Verifier(TrustedKeys keys) {
    this.keys = keys;
  }

  /**
   * Verifies a head that was just fetched: its signature, its dates, and that it is no step back.
   */
  public VerifiedHead head(byte[] envelope, Optional<Believed> last, Instant now)
      throws ListRefused {
    ListHead head = HeadReader.read(Envelope.opened(envelope, keys));
    if (!now.isBefore(head.expiresAt())) {
      throw new ListRefused(new Refusal.HeadExpired(head.expiresAt(), now));
    }
    if (head.issuedAt().isAfter(now.plus(Limits.CLOCKS_APART))) {
      throw new ListRefused(new Refusal.IssuedInTheFuture(head.issuedAt(), now));
    }
    if (last.isPresent()) {
      refuseStepBack(last.get(), head);
    }
    return new VerifiedHead(head);
  }

  /**
   * An earlier signature is a step back even with the number held: the head may name a key that the
   * later one revoked, and would have it trusted again.
   */
  private static void refuseStepBack(Believed last, ListHead head) throws ListRefused {
    Release have = last.release();
    Release offered = head.release();
    boolean same = have.session().equals(offered.session());
    if (same && offered.serial() < have.serial()) {
      throw new ListRefused(new Refusal.SerialWentBack(have.serial(), offered.serial()));
    }
    if (same && offered.serial() == have.serial() && !offered.equals(have)) {
      throw new ListRefused(
          new Refusal.SerialUsedTwice(have.serial(), have.setSha256(), offered.setSha256()));
    }
    if (head.issuedAt().isBefore(last.issuedAt())) {
      throw new ListRefused(new Refusal.SignedEarlier(last.issuedAt(), head.issuedAt()));
    }
  }

  /**
   * Verifies once more what was verified before and kept since: the head's signature, and that the
   * snapshot with all deltas after it is what the head says. The head may have expired.
   */
  public VerifiedList kept(byte[] envelope, byte[] snapshot, List<byte[]> deltas)
      throws ListRefused {
    ListHead head = keptHead(envelope).head();
    return Walk.through(head, snapshot, deltas);
  }

  /** Verifies the signature of a head that was kept; it may have expired. */
  public VerifiedHead keptHead(byte[] envelope) throws ListRefused {
    return new VerifiedHead(HeadReader.read(Envelope.opened(envelope, keys)));
  }
}
