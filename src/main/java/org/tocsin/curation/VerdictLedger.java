package org.tocsin.curation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/**
 * The last verdict on every address of which something is remembered. Every method joins the
 * caller's transaction.
 */
public interface VerdictLedger {

  /**
   * The last verdict on an address.
   *
   * @param state its state
   * @param standing where it stands
   * @param recipients who it is delivered to if it is scoped
   */
  record Kept(Verdict.State state, Standing standing, Set<Long> recipients) {

    /** Nothing is kept of this address. */
    public static final Kept NOTHING = new Kept(Verdict.State.NONE, Standing.UNKNOWN, Set.of());

    /** Copies the set. */
    public Kept {
      recipients = Set.copyOf(recipients);
    }

    /** Returns what is to be kept after a verdict. */
    public static Kept of(Verdict verdict) {
      boolean forgettable =
          verdict.state() == Verdict.State.REJECTED && verdict.judgeAt().isEmpty();
      return new Kept(
          forgettable ? Verdict.State.NONE : verdict.state(),
          verdict.after(),
          verdict.recipients());
    }
  }

  /** Returns what is kept of the given addresses; all of them are in the answer. */
  Map<Address, Kept> kept(Collection<Address> addresses);

  /** Returns addresses whose verdict changes by the passing of time alone, some at a time. */
  List<Address> due(Instant now, int limit);

  /**
   * Replaces the verdicts on the judged addresses, keeps the reasons of those that changed, and
   * returns how many changed.
   */
  int save(Collection<Verdict> verdicts, Instant now);

  /** Changes where an address stands and makes it due. */
  void change(Address address, UnaryOperator<Standing> change, Instant now);

  /** Makes every verdict due, as when the rules changed. */
  void makeAllDue(Instant now);

  /** Makes the verdicts on a range due. */
  void makeDue(Prefix range, Instant now);

  /**
   * Returns whether the digest differs from that of the rules everything was judged by, and
   * remembers it.
   */
  boolean rulesChanged(String digest);

  /** Returns how many addresses of a range are listed for everybody. */
  int listed(Prefix range);

  /** Returns addresses of which something is kept, in order, behind {@code after}. */
  List<Address> keptAfter(Optional<Address> after, int limit);
}
