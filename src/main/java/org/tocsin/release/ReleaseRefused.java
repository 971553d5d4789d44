package org.tocsin.release;

import java.util.List;

/** A release was made that must not go out. The last one stays. */
public final class ReleaseRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReleaseRefused(long serial, List<String> findings) {
    super("release " + serial + " is not fit to go out: " + String.join("; ", findings));
  }
}
