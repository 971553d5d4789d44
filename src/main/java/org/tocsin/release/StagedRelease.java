package org.tocsin.release;

import java.io.IOException;
import java.util.Optional;

/**
 * A release whose files are there and whose head is not yet.
 *
 * @param head its head
 * @param before the head that readers have, empty before the first
 * @param files where its files are
 */
public record StagedRelease(SignedHead head, Optional<SignedHead> before, Files files) {

  /** Files by the URL that a head gives them. */
  public interface Files {
    /** Returns a file, empty if it is not there. */
    Optional<byte[]> get(String url) throws IOException;
  }
}
