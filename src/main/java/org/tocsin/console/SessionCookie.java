package org.tocsin.console;

import jakarta.ws.rs.core.NewCookie;
import java.util.HexFormat;
import org.tocsin.account.Sessions;
import org.tocsin.enrolment.SecretText;

/** How a browser shows whose session it has. */
final class SessionCookie {

  static final String NAME = "tocsin_session";

  private static final String PATH = "/console";

  private SessionCookie() {}

  static NewCookie of(String secret, boolean https) {
    return cookie(secret, (int) Sessions.LONGEST.toSeconds(), https);
  }

  static NewCookie none(boolean https) {
    return cookie("", 0, https);
  }

  /** No script reads it, and no other site has it sent with a form. */
  private static NewCookie cookie(String value, int seconds, boolean https) {
    return new NewCookie.Builder(NAME)
        .value(value)
        .path(PATH)
        .maxAge(seconds)
        .httpOnly(true)
        .secure(https)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }

  /** Returns what forms of a session must send: known by who knows the session, telling nothing. */
  static String csrf(String secret) {
    return HexFormat.of().formatHex(SecretText.hash("form of session " + secret));
  }
}
