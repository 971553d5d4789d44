package org.tocsin.http;

/** When a route is asked, for routes beside the REST resources. */
public final class RouteOrder {

  private static final int FIRST = Integer.MIN_VALUE / 2;
  private static final int BEFORE_RESOURCES = -1;

  private RouteOrder() {}

  /**
   * Returns the place ahead of the server's own sign-in, of the limit of bodies and of the REST
   * resources, whose look at a request costs as much as a whole answer does. Only for GET and HEAD,
   * and for routes that see to their callers' keys themselves.
   */
  public static int first() {
    return FIRST;
  }

  /** Returns the place right ahead of the REST resources. */
  public static int beforeResources() {
    return BEFORE_RESOURCES;
  }
}
