package org.tocsin.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.tocsin.release.ReleaseKeys;

/**
 * The keys that sign releases in the data folder. All keys in the file sign. A key is rotated by
 * adding a line, and by deleting the old one when every reader knows the new one.
 */
final class ReleaseKeyFile {

  private static final String NAME = "release.keys";

  private ReleaseKeyFile() {}

  static ReleaseKeys readOrCreate(Path data, SecureRandom random) {
    return SecretFile.readOrCreate(
        data.resolve(NAME), () -> ReleaseKeys.generate(random), ReleaseKeys::parse);
  }
}
