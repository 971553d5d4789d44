package org.tocsin.page;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Whose page made a browser send a request. Coming from an address is what proves that somebody
 * uses it, so another site must not be able to have its visitors send one. Programs that are no
 * browsers do not tell.
 */
public enum SentBy {
  /** A page of this server, or its user by hand. */
  THIS_SITE,
  /** A page of another site. */
  ANOTHER_SITE,
  /** No browser, or a very old one. */
  NOT_TOLD;

  /** Reads what the browser says of it. */
  public static SentBy of(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none") ? THIS_SITE : ANOTHER_SITE;
    }
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return NOT_TOLD;
    }
    HostAndPort here = request.authority();
    return here != null && authority(origin).equals(here.toString().toLowerCase(Locale.ROOT))
        ? THIS_SITE
        : ANOTHER_SITE;
  }

  private static String authority(String origin) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
