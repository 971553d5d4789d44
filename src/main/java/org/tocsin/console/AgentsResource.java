package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.operator.AgentActs;
import org.tocsin.page.Form;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** The agents of an organisation. */
@Path(OrganisationsResource.PATH + "/{organisation}/agents")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class AgentsResource {

  private static final int LONGEST_WORD = 40;

  private final VisitedOrganisations visited;
  private final AgentsDesk desk;
  private final AgentActs acts;
  private final Pages pages;
  private final Visitor visitor;

  AgentsResource(
      VisitedOrganisations visited, AgentsDesk desk, AgentActs acts, Pages pages, Visitor visitor) {
    this.visited = visited;
    this.desk = desk;
    this.acts = acts;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows agents: all, those that are stale, or those that are blocked. */
  @GET
  public Response show(
      @PathParam("organisation") String organisation,
      @QueryParam("which") @DefaultValue("") String which,
      @QueryParam("after") @DefaultValue("") String after) {
    return page(visited.find(organisation), which, after, Optional.empty());
  }

  private Response page(
      Organisation organisation, String which, String after, Optional<String> said) {
    AgentsView.Part part = AgentsView.Part.of(which, after);
    AgentsView view =
        QuarkusTransaction.requiringNew()
            .call(() -> desk.view(organisation, part, visitor.administers()));
    return pages.page(
        200,
        "console/agents.jte",
        visitor.frame(
            "Agents of organisation " + organisation.id(), OrganisationsResource.PATH, said),
        view);
  }

  /** Shuts an agent out. */
  @POST
  @Path("{agent}/block")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response block(
      @PathParam("organisation") String organisation,
      @PathParam("agent") String agent,
      byte[] body) {
    return setBlocked(organisation, agent, body, true);
  }

  /** Lets an agent in again. */
  @POST
  @Path("{agent}/unblock")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response unblock(
      @PathParam("organisation") String organisation,
      @PathParam("agent") String agent,
      byte[] body) {
    return setBlocked(organisation, agent, body, false);
  }

  private Response setBlocked(String text, String agent, byte[] body, boolean blocked) {
    Form form = visitor.form(body);
    Organisation organisation = visited.find(text);
    Fleet.AgentStatus found =
        QuarkusTransaction.requiringNew()
            .call(() -> desk.find(organisation, VisitedOrganisations.number(agent, "agent")));
    String reason = form.needed("reason", OrganisationResource.LONGEST_REASON);
    if (!acts.setBlocked(visitor.name(), found.login(), blocked, reason)) {
      throw Refusal.notFound("agent");
    }
    return page(
        organisation,
        form.text("which", LONGEST_WORD).orElse(""),
        form.text("after", LONGEST_WORD).orElse(""),
        Optional.of(
            "Agent "
                + found.login()
                + (blocked ? " is blocked from its next request on." : " is no longer blocked.")));
  }
}
