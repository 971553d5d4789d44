package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.enrolment.Organisation;
import org.tocsin.operator.OrganisationActs;
import org.tocsin.page.Pages;

/** One organisation: how far it is trusted and why, and what became of what it sent. */
@Path(OrganisationsResource.PATH + "/{organisation}")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class OrganisationResource {

  static final int LONGEST_REASON = 500;

  private final VisitedOrganisations visited;
  private final OrganisationDesk desk;
  private final OrganisationActs acts;
  private final Pages pages;
  private final Visitor visitor;

  OrganisationResource(
      VisitedOrganisations visited,
      OrganisationDesk desk,
      OrganisationActs acts,
      Pages pages,
      Visitor visitor) {
    this.visited = visited;
    this.desk = desk;
    this.acts = acts;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows it. */
  @GET
  public Response show(@PathParam("organisation") String organisation) {
    return page(visited.find(organisation), Optional.empty());
  }

  private Response page(Organisation organisation, Optional<String> said) {
    OrganisationView view =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    desk.view(
                        organisation, visitor.administers(), visitor.organisation().isPresent()));
    return pages.page(
        200,
        "console/organisation.jte",
        visitor.frame("Organisation " + organisation.id(), OrganisationsResource.PATH, said),
        view);
  }

  /** Shuts all its agents out. */
  @POST
  @Path("block")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response block(@PathParam("organisation") String organisation, byte[] body) {
    return setBlocked(
        organisation, body, true, "Blocked: its agents are refused from their next request on.");
  }

  /** Lets its agents in again. */
  @POST
  @Path("unblock")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response unblock(@PathParam("organisation") String organisation, byte[] body) {
    return setBlocked(organisation, body, false, "No longer blocked.");
  }

  private Response setBlocked(String text, byte[] body, boolean blocked, String said) {
    String reason = visitor.form(body).needed("reason", LONGEST_REASON);
    long organisation = visited.find(text).id();
    acts.setBlocked(visitor.name(), organisation, blocked, reason);
    return page(visited.find(text), Optional.of(said));
  }
}
