package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.address.Address;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.search.AddressSearch;
import org.tocsin.search.Found;
import org.tocsin.search.QueryReading;
import org.tocsin.search.QueryText;

/** Looks for addresses. */
@Path("/console/addresses")
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class AddressesResource {

  private static final String PATH = "/console/addresses";
  private static final int ON_A_PAGE = 100;
  private static final Found.Page NOTHING = new Found.Page(List.of(), Optional.empty(), false);

  /**
   * What was looked for and found.
   *
   * @param asked what was typed
   * @param found what fits
   * @param decides whether the visitor may act
   */
  record View(String asked, Found.Page found, boolean decides) {
    /** Returns whether an address can be taken off. */
    boolean listed(Found one) {
      return switch (one.state()) {
        case GLOBAL, SCOPED, HELD -> true;
        case SOAKING, REJECTED, NONE -> false;
      };
    }
  }

  private final AddressSearch search;
  private final Pages pages;
  private final Visitor visitor;

  AddressesResource(AddressSearch search, Pages pages, Visitor visitor) {
    this.search = search;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows what fits the words that were typed. */
  @GET
  public Response show(
      @QueryParam("q") @DefaultValue("") String asked,
      @QueryParam("after") @DefaultValue("") String after) {
    if (asked.isBlank()) {
      return page(200, "", NOTHING, Optional.empty());
    }
    QueryReading reading = QueryText.read(asked);
    if (reading instanceof QueryReading.Refused refused) {
      return page(
          400,
          asked,
          NOTHING,
          Optional.of(
              "Word " + refused.word() + ", '" + refused.text() + "': " + refused.problem()));
    }
    QueryReading.Understood understood = (QueryReading.Understood) reading;
    Found.Page found =
        QuarkusTransaction.requiringNew()
            .call(() -> search.find(understood.query(), Address.parse(after), ON_A_PAGE));
    return page(200, asked, found, Optional.empty());
  }

  private Response page(int status, String asked, Found.Page found, Optional<String> said) {
    Frame frame = visitor.frame("Addresses", PATH, said);
    return pages.page(
        status, "console/addresses.jte", frame, new View(asked, found, visitor.decides()));
  }
}
