package org.tocsin.notification;

import java.util.Optional;
import org.tocsin.sealing.Secret;

/**
 * The server that takes mail from this one.
 *
 * @param host its name
 * @param port where it listens
 * @param from whom mail is from
 * @param login what it wants to know first
 * @param starttls whether nothing is sent without encryption
 */
public record MailServer(
    String host, int port, MailAddress from, Optional<Login> login, boolean starttls) {

  /**
   * Who we are to it.
   *
   * @param user the name
   * @param password the password
   */
  public record Login(String user, Secret password) {}
}
