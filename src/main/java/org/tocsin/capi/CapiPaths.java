package org.tocsin.capi;

/** Which paths belong to the Central API. */
public final class CapiPaths {

  /** The two generations, as a path segment; they differ only in the shape of the stream. */
  static final String GENERATIONS = "/{generation: v2|v3}";

  private CapiPaths() {}

  /**
   * Returns whether a path is the Central API's, so that errors on it take the form its clients
   * read.
   */
  public static boolean isCapi(String path) {
    return path.startsWith("/v2/") || path.startsWith("/v3/");
  }
}
