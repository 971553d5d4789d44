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
import org.tocsin.audit.AuditLog;
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

  private final Organisations organisations;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  OrganisationsResource(
      Organisations organisations, AuditLog audit, SecurityIdentity identity, InstantSource clock) {
    this.organisations = organisations;
    this.audit = audit;
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
        organisations
            .create(name, vouched, honeypot)
            .orElseThrow(() -> new Problem(409, "an organisation of this name exists"));
    record("organisation.create", created.id(), "vouched=" + vouched + " honeypot=" + honeypot);
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
    Organisations.NewKey key = organisations.createKey(organisation, terms);
    record("enrolment-key.create", organisation, "key " + key.id());
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
    if (!organisations.revokeKey(organisation, Ids.number(key, "enrolment key"))) {
      throw Problem.notFound("enrolment key in force");
    }
    record("enrolment-key.revoke", organisation, "key " + key);
    return Response.noContent().build();
  }

  /** Lists an organisation's agents with their last push and pull. */
  @GET
  @Path("{id}/agents")
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<Organisations.AgentStatus> agents(
      @PathParam("id") String id,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    long organisation = existing(id);
    List<Organisations.AgentStatus> agents =
        page.after() > Integer.MAX_VALUE
            ? List.of()
            : organisations.agents(organisation, Math.toIntExact(page.after()), page.lookAhead());
    return page.page(agents, Organisations.AgentStatus::id);
  }

  private long existing(String id) {
    return organisations
        .find(Ids.number(id, "organisation"))
        .orElseThrow(() -> Problem.notFound("organisation"))
        .id();
  }

  private void record(String act, long organisation, String detail) {
    audit.record(identity.getPrincipal().getName(), act, "organisation " + organisation, detail);
  }
}
