package org.tocsin.app;

/** A recorded stream or world cannot be used; the message says where and what. */
final class BadRecord extends Exception {

  private static final long serialVersionUID = 1L;

  BadRecord(String message) {
    super(message);
  }
}
