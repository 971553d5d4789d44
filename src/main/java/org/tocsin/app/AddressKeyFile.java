package org.tocsin.app;

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
    return SecretFile.readOrCreate(
        data.resolve(NAME), () -> generate(random), AddressKeyFile::parse);
  }

  private static String generate(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static AddressHash parse(String text) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not one line of base64", e);
    }
    return new AddressHash(key);
  }
}
