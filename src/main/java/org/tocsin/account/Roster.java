package org.tocsin.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Operators, and how each of them comes in. */
public interface Roster {

  /**
   * An operator as administrators see it.
   *
   * @param operator who
   * @param organisation the name of a member's organisation
   * @param seen when it was last signed in to the console
   * @param password whether it has a password
   * @param passkeys how many passkeys it has
   * @param provider whether an OpenID provider knows it
   * @param failures how many wrong sign-ins in a row there were
   * @param pausedUntil until when no password of it is taken
   */
  record Entry(
      Operator operator,
      Optional<String> organisation,
      Optional<Instant> seen,
      boolean password,
      int passkeys,
      boolean provider,
      int failures,
      Optional<Instant> pausedUntil) {}

  /** Returns operators in order of their number, beginning behind {@code after}. */
  List<Entry> list(long after, int limit, Instant now);

  /** Returns one operator. */
  Optional<Entry> find(long id, Instant now);
}
