package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.operator.OrganisationActs;
import org.tocsin.page.Form;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;
import org.tocsin.trust.TrustRecords;

/** All organisations. */
@Path(OrganisationsResource.PATH)
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class OrganisationsResource {

  static final String PATH = "/console/organisations";

  private static final int ON_A_PAGE = 50;
  private static final int LONGEST_NAME = 200;

  private final Fleet fleet;
  private final TrustRecords trust;
  private final OrganisationActs acts;
  private final Pages pages;
  private final Visitor visitor;
  private final InstantSource clock;

  OrganisationsResource(
      Fleet fleet,
      TrustRecords trust,
      OrganisationActs acts,
      Pages pages,
      Visitor visitor,
      InstantSource clock) {
    this.fleet = fleet;
    this.trust = trust;
    this.acts = acts;
    this.pages = pages;
    this.visitor = visitor;
    this.clock = clock;
  }

  /** Shows organisations in the order of their names, those that begin like this. */
  @GET
  public Response show(
      @QueryParam("name") @DefaultValue("") String name,
      @QueryParam("after") @DefaultValue("0") long after) {
    if (name.length() > LONGEST_NAME || name.indexOf(0) >= 0) {
      throw new Refusal(400, "A name has at most " + LONGEST_NAME + " printable characters.");
    }
    return page(200, name.strip(), after, Optional.empty());
  }

  private Response page(int status, String name, long after, Optional<String> said) {
    OrganisationsView view =
        QuarkusTransaction.requiringNew().call(() -> view(name, Math.max(0, after)));
    return pages.page(
        status, "console/organisations.jte", visitor.frame("Fleet", PATH, said), view);
  }

  private OrganisationsView view(String name, long after) {
    List<Organisation> found = fleet.organisations(name, after, ON_A_PAGE + 1);
    boolean more = found.size() > ON_A_PAGE;
    List<Organisation> shown = more ? found.subList(0, ON_A_PAGE) : found;
    return OrganisationsView.of(
        name,
        shown,
        fleet.counts(shown.stream().map(Organisation::id).toList(), clock.instant()),
        trust.of(shown),
        more,
        visitor.administers());
  }

  /** Creates an organisation and goes to its page. */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response create(byte[] body) {
    Form form = visitor.form(body);
    String name = form.needed("name", LONGEST_NAME);
    Optional<Organisation> created =
        acts.create(
            visitor.name(), name, !form.all("vouched").isEmpty(), !form.all("honeypot").isEmpty());
    return created
        .map(organisation -> Response.seeOther(URI.create(PATH + "/" + organisation.id())).build())
        .orElseGet(
            () ->
                page(409, name, 0, Optional.of("There is an organisation of this name already.")));
  }
}
