package org.tocsin.appeal;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.operator.Problem;
import org.tocsin.operator.RequestBody;
import org.tocsin.page.Accepts;
import org.tocsin.page.SentBy;
import org.tocsin.review.ReviewQueue;

/**
 * Tells everybody why an address is listed and takes it off or takes their appeal: browsers get
 * pages, everybody else JSON.
 */
@Path(WhyResource.PATH + "/{address}")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
@Consumes(MediaType.WILDCARD)
@Blocking
@PermitAll
class WhyResource {

  static final String PATH = "/why";
  static final int LONGEST_TEXT = 2_000;
  static final int LONGEST_CONTACT = 200;
  static final Duration MOMENT = Duration.ofSeconds(30);

  private static final String NOT_LISTED = "this address is not listed, so it cannot be taken off";

  private final Explained explained;
  private final SelfDelisting delisting;
  private final Appeals appeals;
  private final RemoteAddress remote;
  private final WhyPages pages;

  WhyResource(
      Explained explained,
      SelfDelisting delisting,
      Appeals appeals,
      RemoteAddress remote,
      WhyPages pages) {
    this.explained = explained;
    this.delisting = delisting;
    this.appeals = appeals;
    this.remote = remote;
    this.pages = pages;
  }

  /** Says whether and why an address is listed. */
  @GET
  public Response why(@PathParam("address") String text, @Context HttpServerRequest request) {
    return Accepts.page(request)
        ? varying(pages.show(text, request))
        : json(200, explained.of(address(text)));
  }

  /** Takes the address that the request is sent from off; no questions asked. */
  @POST
  @Path("delisting")
  public Response delist(
      @PathParam("address") String text, byte[] body, @Context HttpServerRequest request) {
    if (Accepts.page(request)) {
      return varying(pages.delist(text, body, request));
    }
    refuseOtherSites(request);
    Address address = address(text);
    RequestBody.of(body).done();
    SelfDelisting.Outcome outcome = delisting.delist(address, remote.of(request));
    if (outcome instanceof SelfDelisting.Outcome.Off off) {
      return json(
          200, Map.of("address", address.toString(), "state", "none", "serial", off.serial()));
    }
    if (outcome instanceof SelfDelisting.Outcome.TooSoon soon) {
      throw Problem.retryLater(
          429,
          "this address was taken off within the last "
              + SelfDelisting.ONCE_IN.toDays()
              + " days; appeal instead",
          soon.retryAfter());
    }
    if (outcome instanceof SelfDelisting.Outcome.Busy) {
      throw Problem.retryLater(
          503, "others are being taken off right now; send it again in a moment", MOMENT);
    }
    throw outcome instanceof SelfDelisting.Outcome.NotListed
        ? new Problem(404, NOT_LISTED)
        : new Problem(
            403, "this request must be sent from " + address + " itself; from elsewhere, appeal");
  }

  /** Takes an appeal: {@code {"text","contact"?}}. */
  @POST
  @Path("appeals")
  public Response appeal(
      @PathParam("address") String text, byte[] body, @Context HttpServerRequest request) {
    if (Accepts.page(request)) {
      return varying(pages.appeal(text, body, request));
    }
    refuseOtherSites(request);
    Address address = address(text);
    RequestBody fields = RequestBody.of(body);
    String words = fields.prose("text", LONGEST_TEXT);
    Optional<String> contact = fields.optionalText("contact", LONGEST_CONTACT);
    fields.done();
    Appeals.Outcome outcome =
        appeals.appeal(address, remote.of(request), new ReviewQueue.Appeal(words, contact));
    if (outcome instanceof Appeals.Outcome.Open open) {
      return json(
          201, Map.of("address", address.toString(), "state", "open", "dueAt", open.dueAt()));
    }
    if (outcome instanceof Appeals.Outcome.TooMany many) {
      throw Problem.retryLater(429, "there were too many appeals today", many.retryAfter());
    }
    if (outcome instanceof Appeals.Outcome.OpenAlready) {
      throw new Problem(409, "an appeal for this address is open already; a person will decide");
    }
    throw new Problem(
        404,
        outcome instanceof Appeals.Outcome.NotListed
            ? "this address is not listed, so there is nothing to appeal against"
            : "this server takes no appeals");
  }

  private static Response json(int status, Object body) {
    return varying(
        Response.status(status)
            .type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
            .entity(body)
            .build());
  }

  private static Response varying(Response response) {
    return Response.fromResponse(response).header("Vary", "Accept").build();
  }

  /** Coming from an address proves its use only if no foreign page had the browser send it. */
  private static void refuseOtherSites(HttpServerRequest request) {
    if (SentBy.of(request) == SentBy.ANOTHER_SITE) {
      throw new Problem(403, "this was sent by a page of another site");
    }
  }

  private static Address address(String text) {
    return Address.parse(text)
        .orElseThrow(() -> Problem.badRequest("the path must hold one IPv4 or IPv6 address"));
  }
}
