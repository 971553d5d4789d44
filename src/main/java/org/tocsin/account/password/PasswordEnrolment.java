package org.tocsin.account.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.tocsin.account.Challenges;
import org.tocsin.account.Operator;
import org.tocsin.enrolment.Passwords;
import org.tocsin.sealing.Secret;

/**
 * Sets a password together with its second factor. Until a code of it was shown, nothing is kept
 * here: the browser brings back a sealed draft.
 */
@ApplicationScoped
public class PasswordEnrolment {

  private static final String PURPOSE = "password";
  private static final Duration LASTS = Duration.ofMinutes(10);
  private static final int KEY_BYTES = 20;

  /**
   * A password that waits for the first code of its second factor.
   *
   * @param sealed what the browser brings back
   * @param secret the second factor's secret, to be typed
   * @param uri the same, for programs that make codes
   */
  public record Draft(String sealed, String secret, String uri) {}

  /** What a draft holds. */
  private record Content(String hash, String secret) {}

  private final Credentials credentials;
  private final Challenges challenges;
  private final Passwords passwords;
  private final SecureRandom random;

  PasswordEnrolment(
      Credentials credentials,
      Challenges challenges,
      OperatorPasswords passwords,
      SecureRandom random) {
    this.credentials = credentials;
    this.challenges = challenges;
    this.passwords = passwords.passwords();
    this.random = random;
  }

  /** Returns why a password is not taken, if it is not. */
  public Optional<String> problem(String password, Operator operator) {
    return PasswordRules.problem(password, operator.name());
  }

  /** Begins; empty when too many do at the same time. */
  public Optional<Draft> begin(String password, Operator operator, Instant now) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    String secret = Base32.encode(key);
    return passwords
        .hash(password)
        .map(
            hash ->
                draft(
                    challenges.issue(
                        PURPOSE, operator.id() + " " + secret + " " + hash, LASTS, now),
                    secret,
                    operator));
  }

  /** Returns a draft that this operator began a few minutes ago. */
  public Optional<Draft> resume(String sealed, Operator operator, Instant now) {
    return content(sealed, operator, now).map(content -> draft(sealed, content.secret(), operator));
  }

  private Optional<Content> content(String sealed, Operator operator, Instant now) {
    return challenges
        .open(PURPOSE, sealed, now)
        .map(content -> content.split(" ", 3))
        .filter(parts -> parts[0].equals(Long.toString(operator.id())))
        .map(parts -> new Content(parts[2], parts[1]));
  }

  private static Draft draft(String sealed, String secret, Operator operator) {
    return new Draft(
        sealed,
        secret,
        "otpauth://totp/Tocsin:"
            + URLEncoder.encode(operator.name(), StandardCharsets.UTF_8).replace("+", "%20")
            + "?secret="
            + secret
            + "&issuer=Tocsin&algorithm=SHA1&digits="
            + Totp.DIGITS
            + "&period="
            + Totp.STEP_SECONDS);
  }

  /**
   * Keeps the password if the code is one of its second factor, and returns its recovery codes, the
   * only time they are known. Joins the caller's transaction.
   */
  public Optional<List<String>> confirm(
      String sealed, String code, Operator operator, Instant now) {
    Optional<Content> content = content(sealed, operator, now);
    OptionalLong step =
        content
            .map(found -> Totp.stepOf(Base32.decode(found.secret()), code, now))
            .orElse(OptionalLong.empty());
    if (step.isEmpty() || !challenges.useUp(PURPOSE, sealed, now)) {
      return Optional.empty();
    }
    credentials.put(
        operator.id(),
        content.orElseThrow().hash(),
        new Secret(content.orElseThrow().secret()),
        step.getAsLong(),
        now);
    return Optional.of(renewRecoveryCodes(operator));
  }

  /** Replaces the recovery codes and returns the new ones, the only time they are known. */
  public List<String> renewRecoveryCodes(Operator operator) {
    List<String> codes =
        Stream.generate(() -> RecoveryCode.generate(random)).limit(RecoveryCode.HOW_MANY).toList();
    credentials.putRecoveryCodes(operator.id(), codes.stream().map(RecoveryCode::hash).toList());
    return codes;
  }

  /** Takes a password away, with its second factor; false if there is none. */
  public boolean remove(long operator) {
    return credentials.remove(operator);
  }

  /** Returns how many recovery codes are left, empty if there is no password. */
  public Optional<Integer> recoveryCodesLeft(long operator) {
    return credentials.find(operator).map(kept -> credentials.recoveryCodesLeft(operator));
  }
}
