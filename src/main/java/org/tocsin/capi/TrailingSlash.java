package org.tocsin.capi;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Serves every path of the Central API with and without a slash at its end. Some clients send one,
 * others do not, and a redirect would make them repeat a POST as a GET.
 */
final class TrailingSlash {

  @ServerRequestFilter(preMatching = true, nonBlocking = true)
  void strip(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    String path = uri.getPath();
    if (CapiPaths.isCapi(path) && path.endsWith("/")) {
      request.setRequestUri(
          uri.getRequestUriBuilder().replacePath(path.replaceAll("/+$", "")).build());
    }
  }
}
