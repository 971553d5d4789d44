package org.tocsin.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      SecretFile.write(file, TokenKeys.generate(random));
    }
    try {
      return TokenKeys.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
