package org.tocsin.check;

/**
 * Something that a person should know of a release.
 *
 * @param kind how bad it is
 * @param sentence what, where, and what was expected; printable whatever the files hold
 */
public record Finding(Kind kind, String sentence) {

  /** How bad it is. */
  public enum Kind {
    /** Not as documented: the release must not be used. */
    WRONG,
    /** Right, but not what happens every day. */
    NOTICE
  }
}
