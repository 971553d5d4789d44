package org.tocsin.capi;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Serves every path of the Central API with and without a slash at its end. Some clients send one,
 * others do not, and a redirect would make them repeat a POST as a GET.
 */
final class TrailingSlash {

  // Our own paths are plain. A path with anything else in it leads nowhere and is left alone, since
  // the next reader would decode it a second time.
  private static final Pattern PLAIN = Pattern.compile("(/v[23]/[a-z/-]*[a-z])/+");

  @ServerRequestFilter(preMatching = true, nonBlocking = true)
  void strip(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    Matcher path = PLAIN.matcher(uri.getPath());
    if (path.matches()) {
      request.setRequestUri(uri.getRequestUriBuilder().replacePath(path.group(1)).build());
    }
  }
}
