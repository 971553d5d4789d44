package org.tocsin.account.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.tocsin.enrolment.Passwords;

/** Hashes operators' passwords in turns of their own, so that no flood of agents keeps them out. */
@ApplicationScoped
class OperatorPasswords {

  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Passwords passwords = new Passwords(AT_ONCE, PATIENCE);

  Passwords passwords() {
    return passwords;
  }
}
