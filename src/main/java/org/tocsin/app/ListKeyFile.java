package org.tocsin.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.tocsin.privatelist.ListKey;

/**
 * The secret behind the links to private lists, in the data folder. With another one all links are
 * replaced at once. Servers of one database share it.
 */
final class ListKeyFile {

  private static final String NAME = "list.key";

  private ListKeyFile() {}

  static ListKey readOrCreate(Path data, SecureRandom random) {
    return SecretFile.readOrCreate(
        data.resolve(NAME), () -> ListKey.generate(random), ListKey::parse);
  }
}
