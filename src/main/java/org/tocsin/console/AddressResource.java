package org.tocsin.console;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.operator.AddressActs;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** One address: everything that decides about it, and what can be done. */
@Path("/console/addresses/{address}")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class AddressResource {

  private static final String PATH = "/console/addresses";
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_RANGE = 64;
  private static final int LONGEST_WORD = 30;

  /** Later than anybody plans, and well within what the database can hold. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final AddressViews views;
  private final AddressActs acts;
  private final Pages pages;
  private final Visitor visitor;
  private final InstantSource clock;

  AddressResource(
      AddressViews views, AddressActs acts, Pages pages, Visitor visitor, InstantSource clock) {
    this.views = views;
    this.acts = acts;
    this.pages = pages;
    this.visitor = visitor;
    this.clock = clock;
  }

  /** Explains an address. */
  @GET
  public Response show(@PathParam("address") String text) {
    return page(address(text), 200, Optional.empty());
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow(() -> Refusal.notFound("address"));
  }

  private Response page(Address address, int status, Optional<String> said) {
    Frame frame = visitor.frame("Address " + address, PATH, said);
    return pages.page(status, "console/address.jte", frame, views.of(address, visitor.decides()));
  }

  /** Exempts the address, or a range that holds it. */
  @POST
  @Path("exemptions")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response allow(@PathParam("address") String text, byte[] body) {
    Form form = visitor.form(body);
    Address address = address(text);
    Prefix range = range(form.needed("range", LONGEST_RANGE), address);
    Exemption exemption =
        new Exemption(
            range, tier(form.needed("tier", LONGEST_WORD)), form.needed("reason", LONGEST_REASON));
    Optional<Instant> until = form.text("expiresAt", LONGEST_WORD).map(this::future);
    if (views.exempt(address, exemption)) {
      return page(address, 409, Optional.of(range + " is exempt as that already."));
    }
    acts.allow(visitor.name(), exemption, until);
    return page(
        address, 200, Optional.of(range + " is exempt. It takes effect with the next run."));
  }

  private static Prefix range(String text, Address address) {
    Prefix.Reading reading =
        Address.parse(text)
            .<Prefix.Reading>map(one -> new Prefix.Reading.Accepted(Prefix.host(one)))
            .orElseGet(() -> Prefix.read(text));
    if (reading instanceof Prefix.Reading.Refused refused) {
      throw new Refusal(400, "'range': " + refused.problem() + ".");
    }
    Prefix range = ((Prefix.Reading.Accepted) reading).prefix();
    if (!range.contains(address)) {
      throw new Refusal(400, "'range' must hold " + address + ".");
    }
    return range;
  }

  private static Exemption.Tier tier(String word) {
    return Arrays.stream(Exemption.Tier.values())
        .filter(tier -> tier.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> new Refusal(400, "'tier' must be never, benign, protected or shared."));
  }

  private Instant future(String text) {
    try {
      Instant at = LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      if (at.isAfter(clock.instant()) && at.isBefore(LATEST)) {
        return at;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw new Refusal(400, "'expiresAt' must be a time in the future, such as 2027-01-31T12:00.");
  }

  /** Ends an exemption that holds the address. */
  @POST
  @Path("exemptions/{id}/end")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response disallow(
      @PathParam("address") String text, @PathParam("id") String id, byte[] body) {
    visitor.form(body);
    Address address = address(text);
    long number = views.exemptionOf(address, id).orElseThrow(() -> Refusal.notFound("exemption"));
    Prefix range =
        acts.disallow(visitor.name(), number).orElseThrow(() -> Refusal.notFound("exemption"));
    return page(
        address,
        200,
        Optional.of(range + " is exempt no more. It takes effect with the next run."));
  }

  /** Takes the address off. */
  @POST
  @Path("withdrawal")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response withdraw(@PathParam("address") String text, byte[] body) {
    Form form = visitor.form(body);
    Address address = address(text);
    String reason = form.needed("reason", LONGEST_REASON);
    if (!views.of(address, true).canBeWithdrawn()) {
      return page(address, 409, Optional.of("It is not listed, so there is nothing to take off."));
    }
    long serial = acts.withdraw(visitor.name(), address, reason);
    return page(
        address,
        200,
        Optional.of(
            "It is off with release "
                + serial
                + ", and what was seen of it until now counts no more."));
  }
}
