package org.tocsin.appeal;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.tocsin.address.Address;
import org.tocsin.operator.Problem;
import org.tocsin.page.Accepts;
import org.tocsin.page.Refusal;

/** Leads whoever types an address to what is told of it. */
@Path(WhyResource.PATH)
@Blocking
@PermitAll
class WhySearchResource {

  private final WhyPages pages;

  WhySearchResource(WhyPages pages) {
    this.pages = pages;
  }

  /** Shows where to type an address, or goes to the page of the one that was typed. */
  @GET
  public Response find(
      @QueryParam("ip") @DefaultValue("") String ip, @Context HttpServerRequest request) {
    boolean page = Accepts.page(request);
    if (ip.isBlank() && page) {
      return Response.fromResponse(pages.ask(request)).header("Vary", "Accept").build();
    }
    Address address =
        Address.parse(ip.strip())
            .orElseThrow(
                () ->
                    page
                        ? new Refusal(
                            400,
                            "That is not an address. Give one IPv4 or IPv6 address, such as"
                                + " 192.0.2.1 or 2001:db8::1.")
                        : Problem.badRequest("parameter 'ip' must be one IPv4 or IPv6 address"));
    return Response.seeOther(URI.create(WhyResource.PATH + "/" + address))
        .header("Vary", "Accept")
        .build();
  }
}
