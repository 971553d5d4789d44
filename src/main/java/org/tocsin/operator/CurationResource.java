package org.tocsin.operator;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.publication.Allowlist;
import org.tocsin.signal.SignalStore;

/** Runs, exemptions, withdrawals, and the record of it all. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
class CurationResource {

  private static final int LONGEST_REASON = 500;

  /** An exemption as it is listed. */
  record Listed(
      long id,
      String range,
      String tier,
      String reason,
      Instant createdAt,
      Optional<Instant> expiresAt) {

    static Listed of(Allowlist.Entry entry) {
      return new Listed(
          entry.id(),
          entry.exemption().range().toString(),
          entry.exemption().tier().name().toLowerCase(Locale.ROOT),
          entry.exemption().reason(),
          entry.createdAt(),
          entry.expiresAt());
    }
  }

  private final CurationActs curation;
  private final AddressActs acts;
  private final SignalStore signals;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  CurationResource(
      CurationActs curation,
      AddressActs acts,
      SignalStore signals,
      SecurityIdentity identity,
      InstantSource clock) {
    this.curation = curation;
    this.acts = acts;
    this.signals = signals;
    this.identity = identity;
    this.clock = clock;
  }

  /** Runs curation now: {@code {"ignoreSoak"?}}. */
  @POST
  @Path("curation/runs")
  @RolesAllowed(Role.CURATOR_NAME)
  public CurationControl.Run run(byte[] body) {
    RequestBody request = RequestBody.of(body);
    boolean ignoreSoak = request.flag("ignoreSoak");
    request.done();
    return curation.run(ignoreSoak, operator());
  }

  /**
   * Exempts a range: {@code {"range","tier","reason","expiresAt"?}}. Takes effect with the next
   * run.
   */
  @POST
  @Path("allowlist")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response allow(byte[] body) {
    RequestBody request = RequestBody.of(body);
    Prefix range = range(request.text("range", 64));
    Exemption.Tier tier =
        Exemption.Tier.valueOf(
            request
                .word("tier", List.of("never", "benign", "protected", "shared"))
                .toUpperCase(Locale.ROOT));
    String reason = request.text("reason", LONGEST_REASON);
    Instant now = clock.instant();
    Optional<Instant> expiresAt = request.future("expiresAt", now);
    request.done();
    Allowlist.Entry entry = acts.allow(operator(), new Exemption(range, tier, reason), expiresAt);
    return Response.status(201).entity(Listed.of(entry)).build();
  }

  /** Lists exemptions in force. */
  @GET
  @Path("allowlist")
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<Listed> allowlist(
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        acts.exemptions(page.after(), page.lookAhead()).stream().map(Listed::of).toList(),
        Listed::id);
  }

  /** Ends an exemption. */
  @DELETE
  @Path("allowlist/{id}")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response disallow(@PathParam("id") String id) {
    long number = Ids.number(id, "exemption");
    if (acts.disallow(operator(), number).isEmpty()) {
      throw Problem.notFound("exemption in force");
    }
    return Response.noContent().build();
  }

  /**
   * Takes an address off: {@code {"address","reason"}}. Answers when the list without it is what
   * clients get.
   */
  @POST
  @Path("withdrawals")
  @RolesAllowed(Role.CURATOR_NAME)
  public Map<String, Object> withdraw(byte[] body) {
    RequestBody request = RequestBody.of(body);
    String text = request.text("address", 64);
    String reason = request.text("reason", LONGEST_REASON);
    request.done();
    Address address =
        Address.parse(text)
            .orElseThrow(
                () -> Problem.badRequest("field 'address' must be one IPv4 or IPv6 address"));
    return Map.of(
        "address", address.toString(), "serial", acts.withdraw(operator(), address, reason));
  }

  /** Counts the distinct signals held within retention. */
  @GET
  @Path("signals/count")
  @RolesAllowed(Role.VIEWER_NAME)
  public Map<String, Long> countSignals() {
    return Map.of("stored", signals.count());
  }

  private static Prefix range(String text) {
    Prefix.Reading reading = Prefix.read(text);
    if (reading instanceof Prefix.Reading.Accepted accepted) {
      return accepted.prefix();
    }
    throw Problem.badRequest("field 'range': " + ((Prefix.Reading.Refused) reading).problem());
  }

  private String operator() {
    return identity.getPrincipal().getName();
  }
}
