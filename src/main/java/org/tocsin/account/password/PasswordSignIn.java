package org.tocsin.account.password;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;
import org.tocsin.account.Sessions;
import org.tocsin.enrolment.Passwords;
import org.tocsin.sealing.Secret;

/**
 * Checks name, password and code together: nobody learns which of them was wrong, nor whether there
 * is such a name or the account pauses.
 */
@ApplicationScoped
public class PasswordSignIn {

  /**
   * What somebody typed.
   *
   * @param client where from, as tries are counted
   */
  public record Typed(String name, String password, String code, String client) {}

  /** What came of it. */
  public sealed interface Outcome {

    /** It was right. */
    record Right(Operator operator, Sessions.Means by) implements Outcome {}

    /**
     * Something was wrong.
     *
     * @param paused the account that pauses from now on, if one does
     */
    record Wrong(Optional<Paused> paused) implements Outcome {}

    /** Nothing is taken from this client until then. */
    record ClientWaits(Instant until) implements Outcome {}

    /** Too many sign in at the same time. */
    record Busy() implements Outcome {}
  }

  /**
   * An account that takes no password for a while.
   *
   * @param name its operator
   * @param failures after how many wrong tries in a row
   * @param lasts for how long
   */
  public record Paused(String name, int failures, Duration lasts) {}

  private record Account(Operator operator, Credentials.Kept kept) {}

  private final Operators operators;
  private final Credentials credentials;
  private final Lockout lockout;
  private final Passwords passwords;

  PasswordSignIn(
      Operators operators, Credentials credentials, Lockout lockout, OperatorPasswords passwords) {
    this.operators = operators;
    this.credentials = credentials;
    this.lockout = lockout;
    this.passwords = passwords.passwords();
  }

  /** Checks; outside a transaction, since it takes its time. */
  public Outcome check(Typed typed, Instant now) {
    Optional<Account> account = QuarkusTransaction.requiringNew().call(() -> account(typed.name()));
    Lockout.Turn turn =
        lockout.take(typed.client(), account.map(found -> found.operator().id()), now);
    if (turn instanceof Lockout.Turn.ClientWaits waits) {
      return new Outcome.ClientWaits(waits.until());
    }
    Optional<Account> tried = account.filter(found -> turn instanceof Lockout.Turn.Open);
    Optional<Boolean> matches =
        passwords.matches(typed.password(), tried.map(found -> found.kept().hash()));
    if (matches.isEmpty()) {
      lockout.giveBack(typed.client(), tried.map(found -> found.operator().id()), now);
      return new Outcome.Busy();
    }
    return tried
        .filter(found -> matches.get())
        .flatMap(found -> QuarkusTransaction.requiringNew().call(() -> finish(found, typed, now)))
        .orElseGet(() -> wrong(tried, turn));
  }

  private Optional<Account> account(String name) {
    return operators
        .find(name)
        .flatMap(
            operator -> credentials.find(operator.id()).map(kept -> new Account(operator, kept)));
  }

  private Optional<Outcome> finish(Account account, Typed typed, Instant now) {
    long id = account.operator().id();
    Optional<Sessions.Means> by = useCode(account, typed.code(), now);
    by.ifPresent(means -> lockout.succeeded(typed.client(), id));
    return by.map(means -> new Outcome.Right(account.operator(), means));
  }

  private Optional<Sessions.Means> useCode(Account account, String code, Instant now) {
    long id = account.operator().id();
    if (RecoveryCode.isCode(code)) {
      return credentials.useRecoveryCode(id, RecoveryCode.hash(code), now)
          ? Optional.of(Sessions.Means.RECOVERY_CODE)
          : Optional.empty();
    }
    Optional<Secret> secret = account.kept().totp().filter(found -> Totp.isCode(code));
    OptionalLong step =
        secret
            .map(found -> Totp.stepOf(Base32.decode(found.text()), code, now))
            .orElse(OptionalLong.empty());
    return step.isPresent() && credentials.useStep(id, step.getAsLong())
        ? Optional.of(Sessions.Means.PASSWORD)
        : Optional.empty();
  }

  private static Outcome wrong(Optional<Account> tried, Lockout.Turn turn) {
    return new Outcome.Wrong(
        tried.flatMap(
            account ->
                turn instanceof Lockout.Turn.Open open && !open.pause().isZero()
                    ? Optional.of(
                        new Paused(account.operator().name(), open.failures(), open.pause()))
                    : Optional.empty()));
  }
}
