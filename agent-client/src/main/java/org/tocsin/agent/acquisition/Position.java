package org.tocsin.agent.acquisition;

/**
 * How far a file was read.
 *
 * @param path under which it was found, which is what its lines say
 * @param real where it really lay when it was opened
 * @param key what the file system knows it by
 * @param offset behind the last line that went all the way
 * @param print digest of what stands before the offset
 * @param modified when it was last written to, in microseconds, as far as that was looked at
 * @param state whether more is to be read from it
 */
record Position(
    String path, String real, String key, long offset, String print, long modified, State state) {
  /** What a file is to us. */
  enum State {
    /** It is the log at its path. */
    CURRENT,
    /** It was, and may not have been read to its end. */
    ROTATED,
    /** It was read to its end, and is only kept in mind in order not to be read again. */
    FINISHED
  }
}
