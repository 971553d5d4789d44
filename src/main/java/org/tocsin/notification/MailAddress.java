package org.tocsin.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mailbox, without a name beside it.
 *
 * @param text the address
 */
public record MailAddress(String text) {

  // No comment, no quoted part, no list, no name: only what has one meaning everywhere.
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}");

  /** Refuses what {@link #parse} would. */
  public MailAddress {
    if (!valid(text)) {
      throw new IllegalArgumentException("not one e-mail address");
    }
  }

  /** Reads an address; empty if it is none, or more than one. */
  public static Optional<MailAddress> parse(String text) {
    return valid(text) ? Optional.of(new MailAddress(text)) : Optional.empty();
  }

  private static boolean valid(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return false;
    }
    try {
      new InternetAddress(text, true).validate();
      return true;
    } catch (AddressException e) {
      return false;
    }
  }
}
