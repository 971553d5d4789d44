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
import org.tocsin.review.ReviewQueue;

/** Tells everybody why an address is listed and takes it off or takes their appeal. */
@Path("/why/{address}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
@PermitAll
class WhyResource {

  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_CONTACT = 200;
  private static final Duration MOMENT = Duration.ofSeconds(30);
  private static final String NOT_LISTED = "this address is not listed, so it cannot be taken off";

  private final Lookup lookup;
  private final SelfDelisting delisting;
  private final Appeals appeals;
  private final ReviewQueue queue;
  private final RemoteAddress remote;

  WhyResource(
      Lookup lookup,
      SelfDelisting delisting,
      Appeals appeals,
      ReviewQueue queue,
      RemoteAddress remote) {
    this.lookup = lookup;
    this.delisting = delisting;
    this.appeals = appeals;
    this.queue = queue;
    this.remote = remote;
  }

  /** Says whether and why an address is listed. */
  @GET
  public Why why(@PathParam("address") String text) {
    Address address = address(text);
    Lookup.Found found = lookup.find(address);
    return found.concerns()
        ? Why.of(found, lookup.verdict(address), queue.appealed(address))
        : Why.unlisted(address, found.state());
  }

  /** Takes the address that the request is sent from off; no questions asked. */
  @POST
  @Path("delisting")
  public Map<String, Object> delist(
      @PathParam("address") String text, byte[] body, @Context HttpServerRequest request) {
    Address address = address(text);
    RequestBody.of(body).done();
    SelfDelisting.Outcome outcome = delisting.delist(address, remote.of(request));
    if (outcome instanceof SelfDelisting.Outcome.Off off) {
      return Map.of("address", address.toString(), "state", "none", "serial", off.serial());
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
    Address address = address(text);
    RequestBody fields = RequestBody.of(body);
    String words = fields.prose("text", LONGEST_TEXT);
    Optional<String> contact = fields.optionalText("contact", LONGEST_CONTACT);
    fields.done();
    Appeals.Outcome outcome =
        appeals.appeal(address, remote.of(request), new ReviewQueue.Appeal(words, contact));
    if (outcome instanceof Appeals.Outcome.Open open) {
      return Response.status(201)
          .entity(Map.of("address", address.toString(), "state", "open", "dueAt", open.dueAt()))
          .build();
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

  private static Address address(String text) {
    return Address.parse(text)
        .orElseThrow(() -> Problem.badRequest("the path must hold one IPv4 or IPv6 address"));
  }
}
