package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;

/** How it goes, at a glance. */
@Path("/console")
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class OverviewResource {

  private final OverviewViews views;
  private final Pages pages;
  private final Visitor visitor;

  OverviewResource(OverviewViews views, Pages pages, Visitor visitor) {
    this.views = views;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows the last day; a member goes on to its organisation. */
  @GET
  public Response show() {
    if (visitor.organisation().isPresent()) {
      return Response.seeOther(URI.create(visitor.home())).build();
    }
    Frame frame = visitor.frame("Overview", "/console/", Optional.empty());
    return pages.page(
        200, "console/overview.jte", frame, QuarkusTransaction.requiringNew().call(views::view));
  }
}
