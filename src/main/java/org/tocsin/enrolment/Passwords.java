package org.tocsin.enrolment;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes and checks passwords with Argon2id (19 MiB, two passes, one lane: OWASP's minimum). Only a
 * few at a time: a flood of logins must not take the machine from the signals. Thread-safe.
 */
public final class Passwords {

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;
  // Each waits on a thread that others need too.
  private static final int MAX_WAITING = 50;

  private final Semaphore turns;
  private final Duration patience;
  // Checked when there is no such agent, so that the time of an answer does not tell whether there
  // is. Of a password that nobody remembers; matching it would not let anybody in.
  private static final String NOBODYS_HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$8KKfi5JbK9y61Cx3PDLSvQ$ShsjazcRX4sBPBbQAXYjA5bo1v/aVf7Hb5M1dG6rL2M";

  /** Hashes so many at once; whoever waits longer for a turn is sent away. */
  public Passwords(int concurrent, Duration patience) {
    this.turns = new Semaphore(concurrent, true);
    this.patience = patience;
  }

  /** Returns the hash to store, or empty when too many callers wait. */
  public Optional<String> hash(String password) {
    return inTurn(() -> argon2(password));
  }

  /** Returns whether this is the password; empty when too many callers wait. */
  public Optional<Boolean> matches(String password, Optional<String> storedHash) {
    return inTurn(
        () ->
            Password.check(password, storedHash.orElse(NOBODYS_HASH)).with(ARGON2)
                && storedHash.isPresent());
  }

  private static String argon2(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
  }

  private <T> Optional<T> inTurn(Supplier<T> work) {
    try {
      if (turns.getQueueLength() >= MAX_WAITING
          || !turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      turns.release();
    }
  }
}
