package org.tocsin.operator;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.tocsin.account.Role;
import org.tocsin.enrolment.AgentActivity;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;

/** Organisations, their enrolment keys and their agents. */
@Path("/api/v1/organisations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
@Transactional
class OrganisationsResource {

  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_REASON = 500;

  private final Organisations organisations;
  private final Fleet fleet;
  private final AgentActivity activity;
  private final OrganisationActs acts;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  OrganisationsResource(
      Organisations organisations,
      Fleet fleet,
      AgentActivity activity,
      OrganisationActs acts,
      SecurityIdentity identity,
      InstantSource clock) {
    this.organisations = organisations;
    this.fleet = fleet;
    this.activity = activity;
    this.acts = acts;
    this.identity = identity;
    this.clock = clock;
  }

  /** Creates an organisation: {@code {"name","vouched","honeypot"}}. */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response create(byte[] body) {
    RequestBody request = RequestBody.of(body);
    String name = request.text("name", LONGEST_NAME);
    boolean vouched = request.flag("vouched");
    boolean honeypot = request.flag("honeypot");
    request.done();
    Organisation created =
        acts.create(who(), name, vouched, honeypot)
            .orElseThrow(() -> new Problem(409, "an organisation of this name exists"));
    return Response.status(201).entity(created).build();
  }

  /** Lists organisations. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<Organisation> list(
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(organisations.list(page.after(), page.lookAhead()), Organisation::id);
  }

  /**
   * Makes an enrolment key: {@code {"uses"?,"expiresAt"?,"tags"?}}. The answer is the only place
   * that has its text.
   */
  @POST
  @Path("{id}/enrolment-keys")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response createKey(@PathParam("id") String id, byte[] body) {
    long organisation = existing(id);
    RequestBody request = RequestBody.of(body);
    Organisations.KeyTerms terms =
        new Organisations.KeyTerms(
            request.count("uses"),
            request.future("expiresAt", clock.instant()),
            request.tags("tags"));
    request.done();
    Organisations.NewKey key = acts.createKey(who(), organisation, terms);
    return Response.status(201).entity(Map.of("id", key.id(), "key", key.key())).build();
  }

  /** Lists an organisation's keys without their texts. */
  @GET
  @Path("{id}/enrolment-keys")
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<Organisations.KeyStatus> keys(
      @PathParam("id") String id,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        organisations.keys(existing(id), page.after(), page.lookAhead()),
        Organisations.KeyStatus::id);
  }

  /** Revokes a key; agents that joined with it stay. */
  @DELETE
  @Path("{id}/enrolment-keys/{key}")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response revokeKey(@PathParam("id") String id, @PathParam("key") String key) {
    long organisation = existing(id);
    if (!acts.revokeKey(who(), organisation, Ids.number(key, "enrolment key"))) {
      throw Problem.notFound("enrolment key in force");
    }
    return Response.noContent().build();
  }

  /**
   * Blocks: {@code {"reason"}}. The tokens of all its agents end, and they are refused at login.
   */
  @POST
  @Path("{id}/block")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response block(@PathParam("id") String id, byte[] body) {
    return setBlocked(id, body, true);
  }

  /** Unblocks: {@code {"reason"}}. Agents that are blocked themselves stay so. */
  @POST
  @Path("{id}/unblock")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response unblock(@PathParam("id") String id, byte[] body) {
    return setBlocked(id, body, false);
  }

  private Response setBlocked(String id, byte[] body, boolean blocked) {
    long organisation = existing(id);
    RequestBody request = RequestBody.of(body);
    String reason = request.text("reason", LONGEST_REASON);
    request.done();
    if (!acts.setBlocked(who(), organisation, blocked, reason)) {
      throw Problem.notFound("organisation");
    }
    return Response.noContent().build();
  }

  /** Lists an organisation's agents with their last login, push and pull. */
  @GET
  @Path("{id}/agents")
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<Fleet.AgentStatus> agents(
      @PathParam("id") String id,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    long organisation = existing(id);
    if (page.after() > Integer.MAX_VALUE) {
      return page.page(List.of(), Fleet.AgentStatus::id);
    }
    activity.flush();
    return page.page(
        fleet.agents(
            organisation,
            Fleet.Which.ALL,
            new Fleet.Place(0, Math.toIntExact(page.after())),
            page.lookAhead(),
            clock.instant()),
        Fleet.AgentStatus::id);
  }

  private long existing(String id) {
    return organisations
        .find(Ids.number(id, "organisation"))
        .orElseThrow(() -> Problem.notFound("organisation"))
        .id();
  }

  private String who() {
    return identity.getPrincipal().getName();
  }
}
