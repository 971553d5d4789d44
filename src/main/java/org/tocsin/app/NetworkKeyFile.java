package org.tocsin.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      SecretFile.write(file, PrefixKey.generate(random));
    }
    try {
      return PrefixKey.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
