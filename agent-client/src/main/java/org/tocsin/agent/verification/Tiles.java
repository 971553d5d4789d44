package org.tocsin.agent.verification;

/** Where the tiles of a transparency log come from. */
public interface Tiles {
  /** The tile at a path below the log, such as {@code tile/0/x001/067.p/9}. */
  byte[] tile(String path, int bytes) throws TileMissing;

  /** A tile could not be had, which says nothing about the log. */
  final class TileMissing extends Exception {
    public TileMissing(String message) {
      super(message);
    }
  }
}
