package org.tocsin.account.password;

import java.time.Instant;

/** A program that makes codes. */
public final class TestTotp {

  private TestTotp() {}

  /** Returns the code of a secret at an instant. */
  public static String code(String secret, Instant at) {
    return Totp.code(Base32.decode(secret), Totp.step(at), Totp.DIGITS);
  }
}
