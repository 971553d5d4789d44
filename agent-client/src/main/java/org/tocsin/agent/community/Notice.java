package org.tocsin.agent.community;

/** Something that an operator should read of, in one clean line. */
public record Notice(Kind kind, String text) {
  /** What it is about. */
  public enum Kind {
    /** A newer list counts now. */
    ADOPTED,
    /** What the server offered was not believed; the list held is kept. */
    REFUSED,
    /** Something could not be done and will be tried again. */
    FAILED,
    /** Signals are lost, or will never be sent. */
    LOST
  }
}
