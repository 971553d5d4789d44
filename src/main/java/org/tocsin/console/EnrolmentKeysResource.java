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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;
import org.tocsin.operator.OrganisationActs;
import org.tocsin.page.Form;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** The keys with which agents join an organisation. */
@Path(OrganisationsResource.PATH + "/{organisation}/enrolment-keys")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class EnrolmentKeysResource {

  private static final int ON_A_PAGE = 50;

  private final VisitedOrganisations visited;
  private final Organisations organisations;
  private final OrganisationActs acts;
  private final Pages pages;
  private final Visitor visitor;
  private final InstantSource clock;

  EnrolmentKeysResource(
      VisitedOrganisations visited,
      Organisations organisations,
      OrganisationActs acts,
      Pages pages,
      Visitor visitor,
      InstantSource clock) {
    this.visited = visited;
    this.organisations = organisations;
    this.acts = acts;
    this.pages = pages;
    this.visitor = visitor;
    this.clock = clock;
  }

  /** Shows keys, without their texts. */
  @GET
  public Response show(
      @PathParam("organisation") String organisation,
      @QueryParam("after") @DefaultValue("0") long after) {
    return page(visited.find(organisation), after, Optional.empty(), Optional.empty());
  }

  private Response page(
      Organisation organisation, long after, Optional<String> text, Optional<String> said) {
    List<Organisations.KeyStatus> keys =
        QuarkusTransaction.requiringNew()
            .call(() -> organisations.keys(organisation.id(), Math.max(0, after), ON_A_PAGE + 1));
    EnrolmentKeysView view =
        EnrolmentKeysView.of(
            organisation,
            keys,
            ON_A_PAGE,
            text,
            visitor.looksAfter(organisation.id()),
            clock.instant());
    return pages.page(
        200,
        "console/enrolmentKeys.jte",
        visitor.frame(
            "Enrolment keys of organisation " + organisation.id(),
            OrganisationsResource.PATH,
            said),
        view);
  }

  /** Makes a key. The answer is the only page that has its text. */
  @POST
  public Response create(@PathParam("organisation") String text, byte[] body) {
    Organisation organisation = lookedAfter(text);
    Form form = visitor.form(body);
    Organisations.NewKey key =
        acts.createKey(
            visitor.name(), organisation.id(), EnrolmentKeysView.terms(form, clock.instant()));
    return page(
        organisation, 0, Optional.of(key.key()), Optional.of("Key " + key.id() + " is made."));
  }

  /** Revokes a key; agents that joined with it stay. */
  @POST
  @Path("{key}/revoke")
  public Response revoke(
      @PathParam("organisation") String text, @PathParam("key") String key, byte[] body) {
    Organisation organisation = lookedAfter(text);
    visitor.form(body);
    long number = VisitedOrganisations.number(key, "enrolment key");
    if (!acts.revokeKey(visitor.name(), organisation.id(), number)) {
      throw Refusal.notFound("enrolment key in force");
    }
    return page(
        organisation,
        0,
        Optional.empty(),
        Optional.of("Key " + number + " is revoked. Agents that joined with it stay."));
  }

  private Organisation lookedAfter(String text) {
    Organisation organisation = visited.find(text);
    if (!visitor.looksAfter(organisation.id())) {
      throw new Refusal(403, "Only administrators and its members hand out its keys.");
    }
    return organisation;
  }
}
