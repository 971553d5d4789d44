package org.tocsin.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.tocsin.trust.AddressHash;

/**
 * The key under which addresses are remembered where only a hash of them is kept. Without it what
 * was remembered is not recognised any more, and begins anew. Servers of one database share it.
 */
final class AddressKeyFile {

  private static final String NAME = "address.key";
  private static final int BYTES = 32;

  private AddressKeyFile() {}

  static AddressHash readOrCreate(Path data, SecureRandom random) {
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      byte[] key = new byte[BYTES];
      random.nextBytes(key);
      SecretFile.write(file, Base64.getEncoder().encodeToString(key));
    }
    try {
      return new AddressHash(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + ": not one line of base64", e);
    }
  }
}
