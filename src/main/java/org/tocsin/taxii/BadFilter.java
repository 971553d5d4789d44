package org.tocsin.taxii;

/** A filter that makes no sense; its message says which and why. */
final class BadFilter extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadFilter(String name, String why) {
    super(name + ": " + why);
  }
}
