package org.tocsin.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.tocsin.notification.MailAddress;
import org.tocsin.notification.MailServer;
import org.tocsin.notification.NotificationSettings;
import org.tocsin.sealing.Seal;
import org.tocsin.sealing.Secret;

/** Makes what notifications need of the configuration and the data folder. */
final class NotificationProviders {

  private static final String KEY_FILE = "notification.key";
  private static final int LAST_PORT = 65_535;

  private NotificationProviders() {}

  @Produces
  @Singleton
  static Seal seal(ServerConfig config, SecureRandom random) {
    return SecretFile.readOrCreate(
        config.data().resolve(KEY_FILE),
        () -> Seal.generate(random),
        text -> Seal.parse(text, random));
  }

  @Produces
  @Singleton
  static NotificationSettings settings(ServerConfig config) {
    return new NotificationSettings(
        config.notification().allowInternal(), mailServer(config.mail()));
  }

  /** A mail server that is named by halves is a mistake that must not wait for the first mail. */
  static Optional<MailServer> mailServer(ServerConfig.Mail mail) {
    return mail.host()
        .map(
            host ->
                new MailServer(host, port(mail.port()), from(mail), login(mail), mail.starttls()));
  }

  private static int port(int port) {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalStateException("tocsin.mail.port: there is no port " + port);
    }
    return port;
  }

  private static MailAddress from(ServerConfig.Mail mail) {
    return mail.from()
        .flatMap(MailAddress::parse)
        .orElseThrow(
            () -> new IllegalStateException("tocsin.mail.from must be one e-mail address"));
  }

  private static Optional<MailServer.Login> login(ServerConfig.Mail mail) {
    Optional<String> password =
        mail.password().or(() -> mail.passwordFile().map(NotificationProviders::read));
    if (mail.user().isPresent() != password.filter(text -> !text.isEmpty()).isPresent()) {
      throw new IllegalStateException(
          "tocsin.mail.user and tocsin.mail.password or tocsin.mail.password-file belong together");
    }
    return mail.user().map(user -> new MailServer.Login(user, new Secret(password.orElseThrow())));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.mail.password-file: cannot read " + file, e);
    }
  }
}
