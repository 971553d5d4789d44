package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.passkey.Passkey;
import org.tocsin.account.passkey.Passkeys;
import org.tocsin.account.password.PasswordEnrolment;

/** Looks up how somebody can sign in. */
@ApplicationScoped
class WaysIn {

  /**
   * How somebody can sign in.
   *
   * @param codesLeft how many recovery codes are left; empty if there is no password
   * @param passkeys in order of their age
   */
  record Found(Optional<Integer> codesLeft, List<Passkey> passkeys) {}

  private final PasswordEnrolment passwords;
  private final Passkeys passkeys;

  WaysIn(PasswordEnrolment passwords, Passkeys passkeys) {
    this.passwords = passwords;
    this.passkeys = passkeys;
  }

  Found of(long operator) {
    return new Found(passwords.recoveryCodesLeft(operator), passkeys.list(operator));
  }
}
