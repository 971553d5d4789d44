package org.tocsin.operator;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tocsin.account.Role;
import org.tocsin.address.Address;

/** Says why an address is listed or not. */
@Path("/api/v1/addresses/{address}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class AddressesResource {

  private final AddressExplanation explanation;

  AddressesResource(AddressExplanation explanation) {
    this.explanation = explanation;
  }

  /** Explains one address. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public AddressExplanation.View explain(@PathParam("address") String text) {
    return explanation.of(
        Address.parse(text)
            .orElseThrow(
                () -> Problem.badRequest("the path must end in one IPv4 or IPv6 address")));
  }
}
