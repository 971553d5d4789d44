package org.tocsin.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How passwords are kept and checked. */
final class PasswordsTest {

  private final Passwords passwords = new Passwords(2, Duration.ofSeconds(30));

  @Test
  void keepsNothingThatShowsThePassword() {
    String hash = passwords.hash("correct horse").orElseThrow();

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("correct");
    assertThat(passwords.hash("correct horse")).isPresent().get().isNotEqualTo(hash);
  }

  @Test
  void knowsThePasswordAndNoOther() {
    Optional<String> hash = passwords.hash("correct horse \u00e4\u20ac");

    assertThat(passwords.matches("correct horse \u00e4\u20ac", hash)).contains(true);
    assertThat(passwords.matches("correct horse \u00e4", hash)).contains(false);
    assertThat(passwords.matches("", hash)).contains(false);
  }

  @Test
  void looksAtAllOfALongPassword() {
    Optional<String> hash = passwords.hash("x".repeat(255) + "y");

    assertThat(passwords.matches("x".repeat(255) + "y", hash)).contains(true);
    assertThat(passwords.matches("x".repeat(255) + "z", hash)).contains(false);
  }

  @Test
  void letsNobodyInWithoutAStoredHash() {
    assertThat(passwords.matches("nobody's password", Optional.empty())).contains(false);
  }

  @Test
  void tellsCallersToComeBackWhenNoTurnComes() {
    Passwords busy = new Passwords(0, Duration.ZERO);

    assertThat(busy.hash("password")).isEmpty();
    assertThat(busy.matches("password", Optional.empty())).isEmpty();
  }
}
