package org.tocsin.account.password;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts wrong passwords, so that nobody can try many. Kept in the database, so that every server
 * of it counts together. Links, passkeys and providers do not ask here: nobody can be locked out
 * for good.
 */
public interface Lockout {

  /** How often an account may be tried in a row before it pauses. */
  int FREE_OF_ACCOUNT = 5;

  /** The longest pause of an account. */
  Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  /** How often a client may try within {@link #WINDOW}. */
  int FREE_OF_CLIENT = 20;

  /** Over which time a client's tries are counted. */
  Duration WINDOW = Duration.ofMinutes(10);

  /** Whether somebody may try. */
  sealed interface Turn {

    /**
     * They may.
     *
     * @param failures how many tries in a row were wrong, should this one be
     */
    record Open(int failures) implements Turn {

      /** Returns how long the account pauses if this try is wrong. */
      public Duration pause() {
        return pauseAfter(failures);
      }
    }

    /** The account pauses. */
    record AccountPauses() implements Turn {}

    /** This client has to wait until then. */
    record ClientWaits(Instant until) implements Turn {}
  }

  /**
   * Takes a turn, in a transaction of its own. It counts as wrong until it is found right, so that
   * many at once are no way around the count.
   *
   * @param account whose password is tried, empty if there is none
   */
  Turn take(String client, Optional<Long> account, Instant now);

  /** Gives a turn back in which nothing was found out, in a transaction of its own. */
  void giveBack(String client, Optional<Long> account, Instant now);

  /** Forgets the account's wrong tries, and takes this one off the client's. */
  void succeeded(String client, long account);

  /**
   * Forgets the account's wrong tries; false if there were none. Joins the caller's transaction.
   */
  boolean unlock(long account);

  /** Returns until when an account pauses. */
  Optional<Instant> pausedUntil(long account, Instant now);

  /** Returns how long an account pauses after so many wrong tries in a row: 1, 2, 4 … minutes. */
  static Duration pauseAfter(int failures) {
    if (failures < FREE_OF_ACCOUNT) {
      return Duration.ZERO;
    }
    long minutes = 1L << Math.min(failures - FREE_OF_ACCOUNT, 10);
    return Duration.ofMinutes(Math.min(minutes, LONGEST_PAUSE.toMinutes()));
  }
}
