package org.tocsin.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.tocsin.enrolment.TokenKeys;

/**
 * The keys of agents' tokens in the data folder. A key is rotated by putting a new line in front.
 */
final class TokenKeyFile {

  private static final String NAME = "token.keys";

  private TokenKeyFile() {}

  static TokenKeys readOrCreate(Path data, SecureRandom random) {
    return SecretFile.readOrCreate(
        data.resolve(NAME), () -> TokenKeys.generate(random), TokenKeys::parse);
  }
}
