package org.tocsin.network;

/** A table that is not understood. The message begins with the line's number. */
public final class AsnTableRefused extends Exception {

  private static final long serialVersionUID = 1L;

  AsnTableRefused(int line, String problem) {
    super("line " + line + ": " + problem);
  }
}
