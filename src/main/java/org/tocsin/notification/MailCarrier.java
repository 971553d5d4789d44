package org.tocsin.notification;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/** Sends mail through the server that the configuration names. */
final class MailCarrier {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final String TO_CONNECT = "5000";
  private static final String TO_ANSWER = "10000";
  private static final int LONGEST_ERROR = 200;

  private final MailServer server;
  private final Session session;

  MailCarrier(MailServer server) {
    this.server = server;
    this.session = Session.getInstance(properties(server));
  }

  private static Properties properties(MailServer server) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", TO_CONNECT);
    properties.setProperty("mail.smtp.timeout", TO_ANSWER);
    properties.setProperty("mail.smtp.writetimeout", TO_ANSWER);
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(server.starttls()));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(server.starttls()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
    return properties;
  }

  /** Sends a message and waits until the server has taken it. */
  Answer send(MailAddress to, Message message) {
    try (Transport transport = session.getTransport("smtp")) {
      connect(transport);
      MimeMessage mail = mail(to, message);
      transport.sendMessage(mail, mail.getAllRecipients());
      return new Answer(true, OptionalInt.empty(), "taken by the mail server", "");
    } catch (AuthenticationFailedException e) {
      return Answer.failed("the mail server refuses the login");
    } catch (MessagingException e) {
      return Answer.failed(
          Plain.withoutSecrets(
              "mail: " + Optional.ofNullable(e.getMessage()).orElse("not sent"),
              server.login().map(MailServer.Login::password).map(List::of).orElse(List.of()),
              LONGEST_ERROR));
    }
  }

  private void connect(Transport transport) throws MessagingException {
    Optional<MailServer.Login> login = server.login();
    if (login.isPresent()) {
      transport.connect(
          server.host(), server.port(), login.get().user(), login.get().password().text());
    } else {
      transport.connect(server.host(), server.port(), null, null);
    }
  }

  private MimeMessage mail(MailAddress to, Message message) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(server.from().text()));
    mail.setRecipient(RecipientType.TO, new InternetAddress(to.text()));
    mail.setSubject(message.title(), UTF_8);
    mail.setText(message.whole(), UTF_8);
    mail.setSentDate(Date.from(message.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Tocsin-Event", message.event());
    mail.saveChanges();
    return mail;
  }
}
