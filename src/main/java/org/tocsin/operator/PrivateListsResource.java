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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.tocsin.account.Role;
import org.tocsin.address.Prefix;
import org.tocsin.audit.AuditLog;
import org.tocsin.enrolment.Organisations;
import org.tocsin.privatelist.ListEntry;
import org.tocsin.privatelist.PrivateList;
import org.tocsin.privatelist.PrivateLists;

/** An organisation's private lists, which its engines fetch beside the list for everybody. */
@Path("/api/v1/organisations/{organisation}/lists")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
@Transactional
class PrivateListsResource {

  private final PrivateLists lists;
  private final Organisations organisations;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  PrivateListsResource(
      PrivateLists lists,
      Organisations organisations,
      AuditLog audit,
      SecurityIdentity identity,
      InstantSource clock) {
    this.lists = lists;
    this.organisations = organisations;
    this.audit = audit;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Makes an empty list: {@code {"kind","name","description"?}}, for a block list also {@code
   * {"remediation"?,"scope"?,"duration"?}}.
   */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response create(@PathParam("organisation") String organisation, byte[] body) {
    long owner = existing(organisation);
    PrivateLists.Creation creation = lists.create(owner, PrivateListRequest.terms(body));
    if (creation instanceof PrivateLists.Creation.TooMany) {
      throw new Problem(409, "an organisation has at most " + PrivateLists.MOST_LISTS + " lists");
    }
    if (creation instanceof PrivateLists.Creation.Made made) {
      record("create", made.list(), made.list().terms().kind().text());
      return Response.status(201).entity(PrivateListView.of(made.list())).build();
    }
    throw new Problem(409, "the organisation has a list of this kind and name");
  }

  /** Lists an organisation's lists. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<PrivateListView> list(
      @PathParam("organisation") String organisation,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        lists.list(existing(organisation), page.after(), page.lookAhead()).stream()
            .map(PrivateListView::of)
            .toList(),
        PrivateListView::id);
  }

  /** Shows one list. */
  @GET
  @Path("{list}")
  @RolesAllowed(Role.VIEWER_NAME)
  public PrivateListView find(
      @PathParam("organisation") String organisation, @PathParam("list") String list) {
    return PrivateListView.of(shown(organisation, list));
  }

  /**
   * Deletes a list. Engines stop using a block list when its duration is over, and an allowlist at
   * their next pull.
   */
  @DELETE
  @Path("{list}")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response delete(
      @PathParam("organisation") String organisation, @PathParam("list") String list) {
    PrivateList found = toChange(organisation, list);
    lists.delete(found);
    record("delete", found, "with " + found.entries() + " entries");
    return Response.noContent().build();
  }

  /** Makes the links to a list worthless that engines have, who get another at their next pull. */
  @POST
  @Path("{list}/link")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response replaceLink(
      @PathParam("organisation") String organisation, @PathParam("list") String list, byte[] body) {
    PrivateList found = toChange(organisation, list);
    RequestBody.of(body).done();
    lists.replaceLink(found);
    record("replace-link", found, "older links are worthless");
    return Response.noContent().build();
  }

  /** Lists a list's entries. */
  @GET
  @Path("{list}/entries")
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<PrivateListView.EntryView> entries(
      @PathParam("organisation") String organisation,
      @PathParam("list") String list,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        lists.entries(shown(organisation, list), page.after(), page.lookAhead()).stream()
            .map(PrivateListView.EntryView::of)
            .toList(),
        PrivateListView.EntryView::id);
  }

  /**
   * Makes these the only entries: a list of texts and of {@code {"value","comment"?,"expiresAt"?}},
   * alone or as {@code {"entries"}}.
   */
  @PUT
  @Path("{list}/entries")
  @RolesAllowed(Role.CURATOR_NAME)
  public PrivateListView replace(
      @PathParam("organisation") String organisation, @PathParam("list") String list, byte[] body) {
    PrivateList found = toChange(organisation, list);
    List<ListEntry> entries = PrivateListRequest.entries(found, body, clock.instant());
    lists.replace(found, entries);
    record("replace-entries", found, found.entries() + " entries became " + entries.size());
    return PrivateListView.of(shown(organisation, list));
  }

  /** Adds entries, in place of those with the same value; the body is that of the replacement. */
  @POST
  @Path("{list}/entries")
  @RolesAllowed(Role.CURATOR_NAME)
  public PrivateListView add(
      @PathParam("organisation") String organisation, @PathParam("list") String list, byte[] body) {
    PrivateList found = toChange(organisation, list);
    List<ListEntry> entries = PrivateListRequest.entries(found, body, clock.instant());
    if (!lists.add(found, entries)) {
      throw new Problem(409, "a list has at most " + PrivateLists.MOST_ENTRIES + " entries");
    }
    record("add-entries", found, entries.size() + " entries");
    return PrivateListView.of(shown(organisation, list));
  }

  /** Removes one entry, an address or a range. */
  @DELETE
  @Path("{list}/entries/{value:.+}")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response remove(
      @PathParam("organisation") String organisation,
      @PathParam("list") String list,
      @PathParam("value") String value) {
    PrivateList found = toChange(organisation, list);
    if (!(Prefix.read(value) instanceof Prefix.Reading.Accepted accepted)
        || !lists.remove(found, accepted.prefix())) {
      throw Problem.notFound("entry in this list");
    }
    record("remove-entry", found, ListEntry.text(accepted.prefix()));
    return Response.noContent().build();
  }

  private PrivateList shown(String organisation, String list) {
    return lists
        .find(existing(organisation), Ids.number(list, "list"))
        .orElseThrow(() -> Problem.notFound("list"));
  }

  private PrivateList toChange(String organisation, String list) {
    return lists
        .findToChange(existing(organisation), Ids.number(list, "list"))
        .orElseThrow(() -> Problem.notFound("list"));
  }

  private long existing(String organisation) {
    return organisations
        .find(Ids.number(organisation, "organisation"))
        .orElseThrow(() -> Problem.notFound("organisation"))
        .id();
  }

  private void record(String act, PrivateList list, String detail) {
    audit.record(
        identity.getPrincipal().getName(),
        "private-list." + act,
        "organisation " + list.organisation(),
        "list " + list.id() + " '" + list.terms().name() + "': " + detail);
  }
}
