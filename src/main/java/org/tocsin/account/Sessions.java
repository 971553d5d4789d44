package org.tocsin.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is signed in. Kept in the database, so that every server of it knows. Join the caller's
 * transaction.
 */
public interface Sessions {

  /** A session that nobody uses ends after this time. */
  Duration IDLE = Duration.ofHours(12);

  /** Every session ends after this time. */
  Duration LONGEST = Duration.ofDays(7);

  /** What a session began with. */
  enum Means {
    /** A link that worked once. */
    LINK,
    /** A password and a code of the second factor. */
    PASSWORD,
    /** A password and a code that was kept for when the second factor is lost. */
    RECOVERY_CODE,
    /** A passkey. */
    PASSKEY,
    /** An OpenID provider's word. */
    PROVIDER;

    /** Returns how it is written everywhere. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Means of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * A session that lasts.
   *
   * @param id its number, which opens nothing
   * @param operator whose it is
   */
  record Session(long id, Operator operator) {}

  /**
   * A session as it is listed.
   *
   * @param id its number, which opens nothing
   * @param by what it began with
   * @param since when it began
   * @param seen when it was last used, to the five minutes
   */
  record Listed(long id, Means by, Instant since, Instant seen) {}

  /** Begins a session and returns its secret; sessions that are over are forgotten. */
  String begin(Operator operator, Means by, Instant now);

  /** Returns the session with this secret, as long as it lasts and the operator is one still. */
  Optional<Session> find(String secret, Instant now);

  /** Returns an operator's newest sessions that last. */
  List<Listed> list(long operator, int limit, Instant now);

  /** Ends one session of an operator; false if there is no such session. */
  boolean end(long operator, long session);

  /** Ends the session with this secret, if there is one: a browser has one at a time. */
  void end(String secret);

  /** Ends all sessions of an operator and returns how many there were. */
  int endAll(long operator);
}
