package org.tocsin.http;

/** When a route is asked, for routes beside the REST resources. */
public final class RouteOrder {

  private static final int FIRST = Integer.MIN_VALUE / 2;

  private RouteOrder() {}

  /**
   * Returns the place ahead of the server's own sign-in and of the REST resources, whose look at a
   * request costs as much as a whole answer does. Only for routes that see to their callers' keys
   * themselves.
   */
  public static int first() {
    return FIRST;
  }
}
