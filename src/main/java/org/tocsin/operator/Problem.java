package org.tocsin.operator;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A refusal as a problem document, RFC 9457. */
public final class Problem extends WebApplicationException {

  private static final long serialVersionUID = 1L;
  private static final String MEDIA_TYPE = "application/problem+json";

  /** Refuses a request; the detail says what to do. */
  public Problem(int status, String detail) {
    super(detail, response(status, detail));
  }

  private Problem(String detail, Response response) {
    super(detail, response);
  }

  /** Refuses a request that may be repeated after a while. */
  public static Problem retryLater(int status, String detail, Duration retryAfter) {
    return new Problem(
        detail,
        Response.fromResponse(response(status, detail))
            .header("Retry-After", Math.max(1, retryAfter.toSeconds()))
            .build());
  }

  /**
   * Returns a problem as a response; the title says what the status means, the detail what to do.
   */
  public static Response response(int status, String detail) {
    return response(status, detail, Map.of());
  }

  private static Response response(int status, String detail, Map<String, Object> more) {
    Response.Status known = Response.Status.fromStatusCode(status);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", known == null ? "Error" : known.getReasonPhrase());
    body.put("status", status);
    body.put("detail", detail);
    body.putAll(more);
    return Response.status(status).type(MEDIA_TYPE).entity(body).build();
  }

  static Problem notFound(String what) {
    return new Problem(404, "there is no such " + what);
  }

  /** Refuses a request that cannot be understood. */
  public static Problem badRequest(String detail) {
    return new Problem(400, detail);
  }

  /** Refuses with a list of all that is wrong, as the field {@code problems}. */
  static Problem badRequest(String detail, List<String> problems) {
    return new Problem(detail, response(400, detail, Map.of("problems", problems)));
  }
}
