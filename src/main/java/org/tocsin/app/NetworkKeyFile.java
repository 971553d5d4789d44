package org.tocsin.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.tocsin.network.PrefixKey;

/**
 * The secret behind the names of reporters' prefixes, in the data folder. With another one every
 * agent gets another name at its next login, and nothing else changes.
 */
final class NetworkKeyFile {

  private static final String NAME = "network.key";

  private NetworkKeyFile() {}

  static PrefixKey readOrCreate(Path data, SecureRandom random) {
    return SecretFile.readOrCreate(
        data.resolve(NAME), () -> PrefixKey.generate(random), PrefixKey::parse);
  }
}
