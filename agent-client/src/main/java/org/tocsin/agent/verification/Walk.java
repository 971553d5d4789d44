package org.tocsin.agent.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.address.Address.Family;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.verification.ListHead.Delta;
import org.tocsin.agent.verification.ListHead.ListFile;

/**
 * The way from what is held to what a head says, as it is documented: along deltas, or from the
 * snapshot where no delta leads, or where one that was taken turned out wrong. It says which file
 * it wants; whoever can fetch files hands it in. Used by one thread.
 */
public final class Walk {
  private final ListHead head;
  private final List<Taken> taken = new ArrayList<>();
  private AddressSet set;
  private long serial;
  private boolean anew;
  private Optional<Refusal> detour = Optional.empty();
  private Optional<ListFile> wanted = Optional.empty();
  private Optional<VerifiedList> arrived = Optional.empty();

  /** A file that was taken: the SHA-256 of its bytes in hex, and these. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Taken(String sha256, byte[] text) {}

  private Walk(ListHead head, AddressSet set, long serial) {
    this.head = head;
    this.set = set;
    this.serial = serial;
  }

  /** The way to a head, from what is held if that is of its session. */
  public static Walk to(VerifiedHead verified, Optional<VerifiedList> held) {
    ListHead head = verified.head();
    Optional<VerifiedList> start =
        held.filter(list -> list.head().release().session().equals(head.release().session()));
    if (start.isEmpty()) {
      Walk walk = new Walk(head, AddressSet.empty(), 0);
      walk.beginAnew();
      return walk;
    }
    VerifiedList from = start.get();
    Walk walk = new Walk(head, from.addresses(), from.head().release().serial());
    if (from.head().release().equals(head.release())) {
      walk.arrived = Optional.of(new VerifiedList(head, from.addresses()));
    } else {
      walk.choose();
    }
    return walk;
  }

  /** The way that was taken before, from files that were kept. */
  static VerifiedList through(ListHead head, byte[] snapshot, List<byte[]> deltas)
      throws ListRefused {
    Walk walk = new Walk(head, DeltaText.snapshot(snapshot), head.release().serial());
    for (byte[] delta : deltas) {
      walk.set = DeltaText.applied(walk.set, delta);
    }
    walk.arrive();
    return walk.list();
  }

  /** The file to be handed in next; empty once the walk has arrived. */
  public Optional<ListFile> wanted() {
    return wanted;
  }

  /** Where the walk has arrived. */
  public VerifiedList list() {
    return arrived.orElseThrow(() -> new IllegalStateException("still under way"));
  }

  /** Whether the files taken begin with a snapshot, and not at what was held. */
  public boolean anew() {
    return anew;
  }

  /** The files that the walk went through, in order. */
  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  /** Why the deltas were left for the snapshot, if they were. */
  public Optional<Refusal> detour() {
    return detour;
  }

  /**
   * Hands in the file that was wanted. A wrong delta leads to the snapshot; a wrong snapshot, or a
   * snapshot of another set than the one signed, ends the walk.
   */
  public void take(byte[] file) throws ListRefused {
    ListFile expected = wanted.orElseThrow(() -> new IllegalStateException("nothing is wanted"));
    try {
      step(expected, file);
    } catch (ListRefused refused) {
      if (anew) {
        throw refused;
      }
      detour = Optional.of(refused.refusal());
      beginAnew();
    }
  }

  private void step(ListFile expected, byte[] file) throws ListRefused {
    String found = Sha256.hex(file);
    if (file.length != expected.bytes() || !found.equals(expected.sha256())) {
      throw new ListRefused(
          new Refusal.FileDiffers(expected.sha256(), expected.bytes(), found, file.length));
    }
    taken.add(new Taken(found, file));
    if (anew) {
      set = DeltaText.snapshot(file);
      arrive();
      return;
    }
    set = DeltaText.applied(set, file);
    Delta delta = next().orElseThrow();
    serial = delta.to();
    if (serial == head.release().serial()) {
      arrive();
    } else {
      choose();
    }
  }

  private void arrive() throws ListRefused {
    String found = set.sha256();
    if (!found.equals(head.release().setSha256())) {
      throw new ListRefused(
          new Refusal.SetHashDiffers(head.release().serial(), head.release().setSha256(), found));
    }
    long v4 = set.count(Family.IPV4);
    long v6 = set.count(Family.IPV6);
    if (v4 != head.v4() || v6 != head.v6()) {
      throw new ListRefused(new Refusal.CountDiffers(head.v4(), head.v6(), v4, v6));
    }
    wanted = Optional.empty();
    arrived = Optional.of(new VerifiedList(head, set));
  }

  private void choose() {
    Optional<Delta> next = next().filter(delta -> delta.to() > serial);
    if (next.isPresent()) {
      wanted = next.map(Delta::file);
    } else {
      beginAnew();
    }
  }

  /** The first delta for readers of the release where the walk is. */
  private Optional<Delta> next() {
    return head.deltas().stream().filter(delta -> delta.from() <= serial).findFirst();
  }

  private void beginAnew() {
    anew = true;
    taken.clear();
    set = AddressSet.empty();
    wanted = Optional.of(head.snapshot());
  }
}
