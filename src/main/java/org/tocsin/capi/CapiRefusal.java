package org.tocsin.capi;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * An answer that says no in the form every client reads: {@code message} and {@code errors}, both
 * strings. Older engines fail to show anything else.
 */
public final class CapiRefusal extends WebApplicationException {

  private static final long serialVersionUID = 1L;

  CapiRefusal(int status, String message) {
    super(message, response(status, message));
  }

  /** Returns a refusal as a response. */
  public static Response response(int status, String message) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Map.of("message", message, "errors", message))
        .build();
  }
}
