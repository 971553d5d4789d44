package org.tocsin.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import org.tocsin.account.AccountSeal;
import org.tocsin.account.Role;
import org.tocsin.account.oidc.OidcSettings;
import org.tocsin.sealing.Seal;
import org.tocsin.sealing.Secret;

/** Makes what signing in needs of the configuration and the data folder. */
final class AccountProviders {

  private static final String KEY_FILE = "account.key";

  private AccountProviders() {}

  @Produces
  @Singleton
  static AccountSeal accountSeal(ServerConfig config, SecureRandom random) {
    return new AccountSeal(
        SecretFile.readOrCreate(
            config.data().resolve(KEY_FILE),
            () -> Seal.generate(random),
            text -> Seal.parse(text, random)));
  }

  @Produces
  @Singleton
  static OidcSettings oidcSettings(ServerConfig config) {
    ServerConfig.Oidc oidc = config.oidc();
    return new OidcSettings(oidc.issuer().map(issuer -> provider(issuer, oidc)));
  }

  /** A provider that is named by halves is a mistake that must not wait for the first sign-in. */
  private static OidcSettings.Provider provider(URI issuer, ServerConfig.Oidc oidc) {
    Map<Role, String> groups = new EnumMap<>(Role.class);
    oidc.administrators().ifPresent(group -> groups.put(Role.ADMINISTRATOR, group));
    oidc.curators().ifPresent(group -> groups.put(Role.CURATOR, group));
    oidc.viewers().ifPresent(group -> groups.put(Role.VIEWER, group));
    if (oidc.clientId().isEmpty() || oidc.clientSecretFile().isEmpty() || groups.isEmpty()) {
      throw new IllegalStateException(
          "tocsin.oidc.issuer needs tocsin.oidc.client-id, tocsin.oidc.client-secret-file and at"
              + " least one of tocsin.oidc.administrators, .curators and .viewers");
    }
    try {
      return new OidcSettings.Provider(
          issuer,
          oidc.clientId().get(),
          secret(oidc.clientSecretFile().get()),
          oidc.name(),
          oidc.roleClaim(),
          groups);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("tocsin.oidc.issuer: " + e.getMessage(), e);
    }
  }

  private static Secret secret(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IllegalStateException("tocsin.oidc.client-secret-file: " + file + " is empty");
      }
      return new Secret(text);
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.oidc.client-secret-file: cannot read " + file, e);
    }
  }
}
