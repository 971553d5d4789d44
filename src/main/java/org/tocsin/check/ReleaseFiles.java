package org.tocsin.check;

import java.io.IOException;
import java.util.Optional;

/** Where the files of a release are read. */
@FunctionalInterface
public interface ReleaseFiles {

  /**
   * Returns a file's plain bytes, empty if there is none.
   *
   * @param url as a head names it: an absolute path such as {@code /blocklist/head.json}, or a full
   *     address
   * @param most how long it may be; of a longer file any part longer than this will do
   * @throws IOException if nobody can say whether there is one
   */
  Optional<byte[]> get(String url, long most) throws IOException;
}
