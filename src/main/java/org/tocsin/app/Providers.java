package org.tocsin.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import org.tocsin.curation.Rules;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.enrolment.TokenKeys;

/** Makes the values that everything else is given. */
final class Providers {

  private Providers() {}

  @Produces
  @Singleton
  static InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  static SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  static Rules rules(ServerConfig config) throws RulesRefused {
    return RulesFolder.read(config.rules()).rules();
  }

  @Produces
  @Singleton
  static TokenKeys tokenKeys(ServerConfig config, SecureRandom random) {
    return config
        .tokenKeys()
        .map(TokenKeys::parse)
        .orElseGet(() -> TokenKeyFile.readOrCreate(config.data(), random));
  }
}
