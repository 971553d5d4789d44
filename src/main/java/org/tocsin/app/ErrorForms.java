package org.tocsin.app;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tocsin.capi.CapiPaths;
import org.tocsin.capi.CapiRefusal;
import org.tocsin.operator.Problem;
import org.tocsin.page.Accepts;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/**
 * Gives every error the form its caller reads: the Central API's own on its paths, pages in the
 * console and to browsers that ask about an address, problem documents elsewhere. What was not
 * foreseen is logged here and answered with a bare 500.
 */
final class ErrorForms {

  private static final String CONSOLE = "/console/";
  private static final String WHY = "/why/";

  private final Pages pages;

  ErrorForms(Pages pages) {
    this.pages = pages;
  }

  private static final Logger LOG = Logger.getLogger(ErrorForms.class);
  private static final int SERVER_ERROR = 500;

  @ServerExceptionMapper
  Response refused(
      WebApplicationException e, @Context UriInfo uri, @Context HttpServerRequest request) {
    Response response = e.getResponse();
    if (response.hasEntity()) {
      return response;
    }
    String message =
        e instanceof Refusal refusal ? refusal.sentence() : sentence(response.getStatus());
    return answer(uri, request, response.getStatus(), message);
  }

  @ServerExceptionMapper
  Response unauthenticated(
      AuthenticationFailedException e, @Context UriInfo uri, @Context HttpServerRequest request) {
    return answer(uri, request, 401, "the token is missing, expired or unknown");
  }

  @ServerExceptionMapper
  Response unauthenticated(
      UnauthorizedException e, @Context UriInfo uri, @Context HttpServerRequest request) {
    return answer(uri, request, 401, "the token is missing, expired or unknown");
  }

  @ServerExceptionMapper
  Response forbidden(
      ForbiddenException e, @Context UriInfo uri, @Context HttpServerRequest request) {
    return answer(uri, request, 403, "this token's role does not allow that");
  }

  @ServerExceptionMapper
  Response unforeseen(Throwable e, @Context UriInfo uri, @Context HttpServerRequest request) {
    LOG.error("A request failed", e);
    return answer(
        uri, request, SERVER_ERROR, "something went wrong here; the server's log says what");
  }

  private static String sentence(int status) {
    return switch (status) {
      case 404 -> "there is nothing at this path";
      case 405 -> "this path does not take this method";
      case 406 -> "this is not offered in any of the accepted media types";
      case 413 -> "the body is too large";
      case 415 -> "this media type is not understood";
      default -> "the request cannot be answered";
    };
  }

  private Response answer(UriInfo uri, HttpServerRequest request, int status, String message) {
    if ((uri.getPath() + "/").startsWith(CONSOLE)) {
      return status == 401
          ? Response.seeOther(URI.create("/console/sign-in")).build()
          : page(status, "page/message.jte", CONSOLE, message);
    }
    if ((uri.getPath() + "/").startsWith(WHY) && Accepts.page(request)) {
      return Response.fromResponse(page(status, "appeal/message.jte", WHY, message))
          .header("Vary", "Accept")
          .build();
    }
    return CapiPaths.isCapi(uri.getPath())
        ? CapiRefusal.response(status, message)
        : Problem.response(status, message);
  }

  private Response page(int status, String template, String path, String message) {
    Frame frame =
        new Frame("Error " + status, path, List.of(), Optional.empty(), "", Optional.empty());
    return pages.page(status, template, frame, message);
  }
}
