package org.tocsin.release;

/**
 * The database has a newer release than the head that is served: it is being written, or was found
 * wanting. Nothing of it goes out before its head does.
 */
public final class ReleaseNotOut extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What whoever asks is told. */
  public static final String TOLD = "a new release is being made; try again in some seconds";

  /** Names the release that is served. */
  public ReleaseNotOut(long served) {
    super("what is listed is newer than release " + served);
  }

  /** Returns whether a failure is this one, or was caused by it. */
  public static boolean causes(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof ReleaseNotOut) {
        return true;
      }
    }
    return false;
  }
}
